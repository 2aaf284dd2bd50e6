/** The page on which a recipient stops a household's messages. `household`: its name; null if it has none. */
export type StopPageTexts = Readonly<{
  title: string;
  /** What the page asks, and its button. */
  ask: (household: string | null) => string;
  stop: string;
  /** What it says while messages are stopped, and the button that allows them again. */
  stopped: (household: string | null) => string;
  allowAgain: string;
  allow: string;
  /** What it says once they are allowed again. */
  allowed: (household: string | null) => string;
  /** For a link that is none of this program's, or whose household is gone. */
  unknown: string;
  failed: string;
}>;
