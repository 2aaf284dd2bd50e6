import type { Settings } from './settings.ts';

/** What the phone must do to release, weakest first: one tap; play it; play it and pick the recipient. */
export const FRICTIONS = ['tap', 'listen', 'choose'] as const;
export type Friction = (typeof FRICTIONS)[number];

/** Whether the friction that was done is at least the required one. An unknown friction is never enough. */
export const isEnoughFriction = (done: Friction, required: Friction): boolean =>
  FRICTIONS.indexOf(done) >= FRICTIONS.indexOf(required);

/** This friction, or the household's floor if that is stronger. */
export const atLeastFloor = (friction: Friction, { floor }: Pick<Settings, 'floor'>): Friction =>
  isEnoughFriction(friction, floor) ? friction : floor;
