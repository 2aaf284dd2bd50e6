import { type Duration, minutes, seconds } from '../../household/instant.ts';

/** What may come in, in bytes and milliseconds, and how long preparing it may take. */
export type RecordingLimits = { bytes: number; shortest: Duration; longest: Duration; time: Duration };

/**
 * For a microphone. A shorter recording is a slip of the finger. The longest takes 3 s on a small server and 11 s on a
 * 32 bit ARM board.
 */
export const RECORDING_LIMITS: RecordingLimits = {
  bytes: 5_000_000,
  shortest: 300,
  longest: seconds(120),
  time: seconds(15),
};
/**
 * For speech, whose text has a limit of its own: 2,000 characters, read very slowly, in a function with a third of a
 * core.
 */
export const SPEECH_LIMITS: RecordingLimits = {
  bytes: 40_000_000,
  shortest: 1,
  longest: minutes(10),
  time: seconds(60),
};

/**
 * What a page asks a browser to record, best first. Opus can be decoded here, and made as loud as other messages. Safari
 * before version 18.4 records AAC only, which is sent as it is.
 */
export const RECORDED_TYPES: readonly string[] = [
  'audio/webm;codecs=opus',
  'audio/ogg;codecs=opus',
  'audio/mp4;codecs=opus',
  'audio/mp4',
];
