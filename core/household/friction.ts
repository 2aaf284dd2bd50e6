import type { Settings } from './settings.ts';

/** What the phone must do to release: one tap; play it; play it and pick the recipient. */
export type Friction = 'tap' | 'listen' | 'choose';

const ORDER: readonly Friction[] = ['tap', 'listen', 'choose'];

/** Whether what was done is at least what is asked for. */
export const meets = (done: Friction, asked: Friction): boolean =>
  ORDER.indexOf(done) >= ORDER.indexOf(asked);

/** The stronger of two frictions. */
export const stronger = (a: Friction, b: Friction): Friction => (meets(a, b) ? a : b);

/** This friction, or the household's floor if that is stronger. */
export const atLeastFloor = (friction: Friction, { floor }: Pick<Settings, 'floor'>): Friction =>
  stronger(friction, floor);

/** Whether a release with this friction must be signed by a passkey too. */
export const asksPasskey = ({ passkeys }: Pick<Settings, 'passkeys'>, friction: Friction): boolean =>
  passkeys === 'always' || (passkeys === 'listen' && friction !== 'tap');
