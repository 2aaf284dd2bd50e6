import type { RecordingRefusal } from '../message/recording/recording-refusal.ts';

/** One sentence for each refusal of audio: what is wrong with it, and what helps. */
export type RecordingRefusalTexts = Readonly<Record<RecordingRefusal, string>>;
