import type { ScreenShape } from '../../device/room-names.ts';

/** What the device page asks the frame to draw: an APL document, on a screen of this shape and with this theme. */
export type ToDraw = { document: object; shape: ScreenShape; theme: 'light' | 'dark' };

/** What the frame reports: that it can draw, or that a button was touched, which sends these arguments. */
export type Drawn = { ready: true } | { sent: unknown[] };

/** The size of each screen in density-independent pixels, as those of an Echo Show 5 and an Echo Spot. */
export const SIZES: Record<ScreenShape, { width: number; height: number }> = {
  hub: { width: 960, height: 480 },
  round: { width: 480, height: 480 },
};
