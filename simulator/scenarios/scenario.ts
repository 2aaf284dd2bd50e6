import type { Asked } from '../../core/confidence/story.ts';

/** What the platform takes the utterance for. */
export type TakenFor =
  /** As it was said: the simulator recognises it. */
  | 'what was said'
  | 'open second yes'
  | 'send a message'
  /**
   * The platform takes a word of the utterance for a name. `forced`: it also reports the name as a match of a contact,
   * as a forced choice among few entities does.
   */
  | { name: string; forced: boolean };

/** One utterance of a scenario. */
export type Line = { said: string; takenFor: TakenFor };

/** Utterances in a room, to be played through the skill. */
export type Scenario = {
  name: string;
  title: string;
  /** A sentence or two about what happens. */
  about: string;
  /** What the end shows, if it ends as promised. */
  lesson: string;
  /** The promised outcome. */
  ends: 'stopped' | 'held';
  /** The next utterance, given the open question; undefined at the end. */
  next: (line: number, asked: Asked) => Line | undefined;
};
