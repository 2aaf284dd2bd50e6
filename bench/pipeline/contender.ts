import type { Ask } from './ask.ts';

/**
 * The milliseconds of each leg of one message's way, and of the whole way. A contender leaves out the legs that it does
 * not know.
 */
export type Legs = { all: number } & Partial<Record<'hold' | 'list' | 'listen' | 'release' | 'mail', number>>;

/** A program that holds messages, asks, and mails them. */
export type Contender = {
  name: string;
  /** Takes one message the whole way. Throws if it arrives in any other way than it should. */
  send: (ask: Ask) => Promise<Legs>;
  /** The milliseconds of CPU that the program has used. */
  cpu: () => number;
  /** The most memory that the program has used, in MiB. */
  peak: () => number;
  stop: () => Promise<void>;
};
