/** Why audio does not become a recording. */
export const RECORDING_REFUSALS = [
  /** Not in a container that is taken: another kind of file, or one that cannot be read. */
  'not-audio',
  /** There are moving pictures in it. */
  'has-video',
  /** More than one track: one could be heard and another one sent. */
  'several-tracks',
  /** Audio in an encoding that is not taken, or with an unusual sample rate or number of channels. */
  'unknown-encoding',
  /** It cannot be decoded to its end. */
  'damaged',
  /** Nothing can be heard in it. */
  'silent',
  'recording-too-large',
  'recording-too-short',
  'recording-too-long',
  /** Preparing it took longer, or more memory, than any honest recording does. */
  'took-too-long',
] as const;
export type RecordingRefusal = (typeof RECORDING_REFUSALS)[number];
