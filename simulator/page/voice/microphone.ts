import { RECORDED_TYPES } from '../../../core/message/recording/recording-limits.ts';

/** A recording under way. */
export type Take = {
  /** Ends it and gives the audio and how long it lasted, in milliseconds. */
  end(): Promise<{ audio: Blob; lasted: number }>;
  /** Ends it and forgets the audio. */
  discard(): void;
};

/** Starts to record with the machine's microphone. Throws what the browser throws where it may not. */
export async function startTake(): Promise<Take> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = RECORDED_TYPES.find(type => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const chunks: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => chunks.push(data));
  const stopped = new Promise<void>(resolve => {
    recorder.addEventListener('stop', () => resolve(), { once: true });
  });
  recorder.start();
  const began = performance.now();

  const stop = () => {
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    async end() {
      const lasted = performance.now() - began;
      stop();
      await stopped;
      return { audio: new Blob(chunks, { type: recorder.mimeType }), lasted };
    },
    discard: stop,
  };
}
