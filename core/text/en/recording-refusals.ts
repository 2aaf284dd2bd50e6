import type { RecordingRefusalTexts } from '../texts.ts';

/** What a person reads whose recording is not taken. */
export const recordingRefusals: RecordingRefusalTexts = {
  'not-audio': 'That cannot be read as a recording. Nothing was kept.',
  'has-video': 'There is video in that recording. Record sound only. Nothing was kept.',
  'several-tracks':
    'There is more than one track in that recording, so it could sound different elsewhere. Nothing was kept.',
  'unknown-encoding':
    'That recording is in a form that cannot be read here. MP3, WAV, FLAC, Opus and AAC can be read. Nothing was kept.',
  damaged: 'That recording is damaged. Record it again. Nothing was kept.',
  silent: 'There is no sound in that recording. Check the microphone, and record it again. Nothing was kept.',
  'recording-too-large': 'That recording is larger than 5 MB. Nothing was kept.',
  'recording-too-short': 'That was too short. Speak a little longer.',
  'recording-too-long': 'A message lasts two minutes at most. Nothing was kept.',
  'took-too-long': 'Reading that recording took too long, so it was given up. Nothing was kept.',
};
