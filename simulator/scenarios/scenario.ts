import type { Asked } from '../../core/confidence/story.ts';

/** How the platform took what was said in the room. */
export type TakenFor =
  /** As it was said: the stand-in's own recognition. */
  | 'what was said'
  | 'open second yes'
  | 'send a message'
  /**
   * A word in it for a name. `forced`: the platform reports it as a match of a contact it was taught, the way a
   * forced choice among few entities does.
   */
  | { name: string; forced: boolean };

/** One utterance of a scenario. */
export type Line = { said: string; takenFor: TakenFor };

/** Something that happened in a room, to be played through the skill. */
export type Scenario = {
  name: string;
  title: string;
  /** What happens in it, in a sentence or two. */
  about: string;
  /** What its end shows, once it ended as promised. */
  lesson: string;
  /** The outcome that this project promises for it. */
  ends: 'stopped' | 'held';
  /** What is said next, given the open question; undefined when nobody says more. */
  next: (line: number, asked: Asked) => Line | undefined;
};
