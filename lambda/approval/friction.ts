/** What the phone must do to release: one tap; play it; play it and pick the recipient. */
export type Friction = 'tap' | 'listen' | 'choose';

const ORDER: readonly Friction[] = ['tap', 'listen', 'choose'];

/** Whether what was done is at least what is asked for. */
export const meets = (done: Friction, asked: Friction): boolean =>
  ORDER.indexOf(done) >= ORDER.indexOf(asked);

/** The stronger of two frictions. */
export const stronger = (a: Friction, b: Friction): Friction => (meets(a, b) ? a : b);
