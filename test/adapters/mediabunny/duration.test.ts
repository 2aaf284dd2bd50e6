import { beforeAll, describe, expect, test } from '@jest/globals';
import { BufferSource, BufferTarget, Conversion, Input, OggOutputFormat, Output, WEBM } from 'mediabunny';
import { measureRecording } from '../../../adapters/mediabunny/duration.ts';
import { type Recorded, recordInBrowser } from '../../support/browser/record-in-browser.ts';

const KINDS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus', 'video/webm'];
const LENGTH = 1_500;

describe('what a browser recorded live', () => {
  let recorded: Map<string, Recorded>;
  beforeAll(async () => {
    const all = await recordInBrowser(KINDS, LENGTH);
    recorded = new Map(all.map((one, i) => [KINDS[i] as string, one]));
  });
  const of = (kind: string) => recorded.get(kind) as Recorded;

  test.each([
    ['audio/webm;codecs=opus', 'audio/webm'],
    ['audio/mp4;codecs=opus', 'audio/mp4'],
  ])('a live recording as %s is %s and lasts as long as the browser plays it', async (kind, mediaType) => {
    const { bytes, played } = of(kind);
    const measured = await measureRecording(bytes);
    expect(measured).toEqual({ mediaType, duration: expect.any(Number) });
    const { duration } = measured as { duration: number };
    expect(Number.isInteger(duration)).toBe(true);
    expect(Math.abs(duration - played)).toBeLessThan(80);
    expect(duration).toBeGreaterThan(LENGTH / 2);
  });

  test('a live WebM recording has no duration in its header, or this suite shows nothing', () => {
    const bytes = Buffer.from(of('audio/webm;codecs=opus').bytes);
    const [cluster, duration] = [Buffer.from([0x1f, 0x43, 0xb6, 0x75]), Buffer.from([0x44, 0x89])];
    expect(bytes.indexOf(cluster)).toBeGreaterThan(0);
    expect(bytes.subarray(0, bytes.indexOf(cluster)).indexOf(duration)).toBe(-1);
  });

  test('a live recording as Ogg, as Firefox makes it, is audio/ogg and lasts as long', async () => {
    const { bytes, played } = of('audio/webm;codecs=opus');
    const measured = await measureRecording(await asOgg(bytes));
    expect(measured).toMatchObject({ mediaType: 'audio/ogg' });
    expect(Math.abs((measured as { duration: number }).duration - played)).toBeLessThan(80);
  });

  test('a recording with pictures is refused as not-audio', async () => {
    expect(await measureRecording(of('video/webm').bytes)).toEqual({ refused: 'not-audio' });
  });

  test('a live recording that was cut off lasts as long as what is left', async () => {
    const { bytes } = of('audio/webm;codecs=opus');
    const whole = (await measureRecording(bytes)) as { duration: number };
    const half = (await measureRecording(bytes.slice(0, bytes.length / 2))) as { duration: number };
    expect(half.duration).toBeGreaterThan(whole.duration / 4);
    expect(half.duration).toBeLessThan(whole.duration * 0.75);
  });

  test('a live recording of which only the header arrived is refused', async () => {
    const { bytes } = of('audio/webm;codecs=opus');
    expect(await measureRecording(bytes.slice(0, 120))).toEqual({ refused: expect.any(String) });
  });
});

test.each([
  ['nothing', new Uint8Array()],
  ['text', new TextEncoder().encode('Dinner is at seven. '.repeat(100))],
  ['a page', new TextEncoder().encode('<!doctype html><title>message</title>')],
  [
    'a picture',
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
      'base64',
    ),
  ],
  ['noise', Uint8Array.from({ length: 5_000 }, (_, i) => (i * i * 7 + 13) % 256)],
])('%s is refused as not-audio', async (_what, bytes) => {
  expect(await measureRecording(bytes)).toEqual({ refused: 'not-audio' });
});

test('a WAV file without a sample is refused as empty', async () => {
  const wav = Buffer.alloc(44);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(36, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(16_000, 24);
  wav.writeUInt32LE(32_000, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  expect(await measureRecording(new Uint8Array(wav))).toEqual({ refused: 'empty' });
});

/** The same packets in the other container; nothing is encoded again. */
async function asOgg(webm: Uint8Array): Promise<Uint8Array> {
  const target = new BufferTarget();
  const conversion = await Conversion.init({
    input: new Input({ source: new BufferSource(webm), formats: [WEBM] }),
    output: new Output({ format: new OggOutputFormat(), target }),
  });
  await conversion.execute();
  return new Uint8Array(target.buffer as ArrayBuffer);
}
