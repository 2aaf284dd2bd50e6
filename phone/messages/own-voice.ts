import { RECORDED_TYPES } from '../../core/message/recording/recording-limits.ts';

/** A recording that is being made with the phone's microphone. */
export type Take = {
  /** Ends it and gives its audio. */
  end(): Promise<Uint8Array>;
  /** Ends it and drops its audio. */
  discard(): void;
};

/** Whether this browser can record on this page: it needs https, or the same machine. */
export const canRecord = (): boolean => 'MediaRecorder' in window && 'mediaDevices' in navigator;

/** Starts to record. Throws what the browser throws if it may not. */
export async function startTake(): Promise<Take> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const mimeType = RECORDED_TYPES.find(type => MediaRecorder.isTypeSupported(type));
  const recorder = new MediaRecorder(stream, mimeType === undefined ? {} : { mimeType });
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const stopped = new Promise(resolve => recorder.addEventListener('stop', resolve, { once: true }));
  recorder.start();

  const discard = () => {
    if (recorder.state !== 'inactive') recorder.stop();
    for (const track of stream.getTracks()) track.stop();
  };
  return {
    async end() {
      discard();
      await stopped;
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
    discard,
  };
}
