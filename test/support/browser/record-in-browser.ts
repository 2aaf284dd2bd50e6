import { launchBrowser } from './browser-session.ts';

/** A recording of a browser's MediaRecorder, and its duration according to the browser. */
export type Recorded = { bytes: Uint8Array; played: number };

/** Records a tone of `milliseconds` for each media type in a real browser; with moving pictures for `video/…`. */
export async function recordInBrowser(mediaTypes: string[], milliseconds: number): Promise<Recorded[]> {
  const browser = await launchBrowser();
  try {
    const page = await browser.newPage();
    // tsx names functions by this helper, which a page does not have.
    await page.evaluate('globalThis.__name = given => given');
    const recorded = await page.evaluate(
      async ({ mediaTypes, milliseconds }) => {
        const context = new AudioContext();
        const tone = context.createOscillator();
        const microphone = context.createMediaStreamDestination();
        tone.connect(microphone);
        tone.start();
        const canvas = document.createElement('canvas');
        const paint = canvas.getContext('2d');
        const painting = setInterval(() => paint?.fillRect(Math.random() * 100, 0, 10, 10), 20);

        const record = (mediaType: string) =>
          new Promise<Blob>(resolve => {
            const tracks: MediaStreamTrack[] = microphone.stream.getAudioTracks();
            if (mediaType.startsWith('video/')) tracks.push(...canvas.captureStream().getVideoTracks());
            const recorder = new MediaRecorder(new MediaStream(tracks), { mimeType: mediaType });
            const parts: Blob[] = [];
            recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
            recorder.addEventListener('stop', () => resolve(new Blob(parts)));
            recorder.start(100);
            setTimeout(() => recorder.stop(), milliseconds);
          });

        const all = await Promise.all(
          mediaTypes.map(async mediaType => {
            const bytes = await (await record(mediaType)).arrayBuffer();
            const list = Array.from(new Uint8Array(bytes));
            const { duration } = await context.decodeAudioData(bytes);
            return { list, played: duration * 1_000 };
          }),
        );
        clearInterval(painting);
        return all;
      },
      { mediaTypes, milliseconds },
    );
    return recorded.map(({ list, played }) => ({ bytes: Uint8Array.from(list), played }));
  } finally {
    await browser.close();
  }
}
