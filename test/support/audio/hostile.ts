import type { RecordingRefusal } from '../../../core/message/recording/recording-refusal.ts';
import { aFlac, aSilentFlac } from './a-flac.ts';
import { aWav, riff } from './a-wav.ts';
import { aFile, type Encoded, someAac } from './containers.ts';
import { speechLike } from './sound.ts';

/** A file that somebody sends to do harm, and the outcome: a refusal, or the milliseconds of what can be heard. */
export type Hostile = { name: string; bytes: Uint8Array; becomes: RecordingRefusal | number };

const SECOND = speechLike(16_000, 1_000);
const text = (words: string) => new TextEncoder().encode(words);
const joined = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));

/** Wide box of an mp4 file around its content. */
function box(name: string, content: Uint8Array, claimed = content.length + 8): Uint8Array {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(claimed >>> 0, 0);
  head.write(name, 4, 'latin1');
  return joined(head, content);
}

/** Boxes within boxes. */
const nested = (depth: number): Uint8Array => {
  let content = new Uint8Array();
  for (let level = 0; level < depth; level++) content = box('moov', content) as Uint8Array<ArrayBuffer>;
  return joined(box('ftyp', text('isom\0\0\0\0isom')), content);
};

/** An ID3 tag before an MP3 that claims to be 256 MB long. */
const endlessTag = joined(text('ID3'), new Uint8Array([4, 0, 0, 0x7f, 0x7f, 0x7f, 0x7f]), text('TIT2'));

/** All of them, made of what a browser recorded, which is `lasts` milliseconds long, and of an MP3 file of a second. */
export async function hostileFiles(opus: Encoded, lasts: number, mp3: Uint8Array): Promise<Hostile[]> {
  const wav = aWav([SECOND.samples], SECOND.rate);
  const webm = await aFile('webm', [opus]);
  const twoTracks = await aFile('mp4', [opus, opus]);
  const hidden = Buffer.from(await aFile('mp4', [someAac(50), someAac(50)]));
  // The flags of the second track header say that no player shall play it.
  hidden.writeUInt32BE(0, hidden.lastIndexOf('tkhd', undefined, 'latin1') + 4);
  const nan = new Float32Array(8_000).fill(Number.NaN);
  const infinite = new Float32Array(8_000).fill(Number.POSITIVE_INFINITY);
  return [
    { name: 'nothing', bytes: new Uint8Array(), becomes: 'not-audio' },
    { name: 'one byte', bytes: new Uint8Array(1), becomes: 'not-audio' },
    { name: 'a text', bytes: text('Dinner is at seven. '.repeat(100)), becomes: 'not-audio' },
    { name: 'a web page', bytes: text('<!doctype html><audio src=x autoplay>'), becomes: 'not-audio' },
    {
      name: 'a zip file in disguise',
      bytes: joined(text('PK\u0003\u0004'), new Uint8Array(50_000)),
      becomes: 'not-audio',
    },
    { name: 'zeros', bytes: new Uint8Array(4_900_000), becomes: 'not-audio' },
    {
      name: 'noise',
      bytes: Uint8Array.from({ length: 200_000 }, (_, i) => (i * i * 7 + (i >> 3) * 13) % 256),
      becomes: 'not-audio',
    },
    { name: 'the signature of WebM alone', bytes: webm.slice(0, 60), becomes: 'not-audio' },
    { name: 'WAV with the name of Ogg', bytes: joined(text('OggS'), wav.slice(4)), becomes: 'not-audio' },
    { name: 'a file of more than 5 MB', bytes: new Uint8Array(5_000_001), becomes: 'recording-too-large' },
    {
      name: 'WAV without a sample',
      bytes: aWav([new Float32Array()], 16_000),
      becomes: 'recording-too-short',
    },
    {
      name: 'WAV that claims four gigabytes',
      bytes: aWav([SECOND.samples], 16_000, { claims: { bytes: 0xfffffff0 } }),
      becomes: 1_000,
    },
    { name: 'WAV at 1 Hz', bytes: aWav([SECOND.samples.slice(0, 60)], 1), becomes: 'unknown-encoding' },
    { name: 'WAV at 0 Hz', bytes: aWav([SECOND.samples], 0), becomes: 'unknown-encoding' },
    { name: 'WAV at 4 GHz', bytes: aWav([SECOND.samples], 4_000_000_000), becomes: 'unknown-encoding' },
    {
      name: 'WAV of 65,535 channels',
      bytes: aWav([SECOND.samples], 16_000, { claims: { channels: 65_535 } }),
      becomes: 'unknown-encoding',
    },
    {
      name: 'WAV of 300,000 chunks that are no sound',
      bytes: joined(wav.slice(0, 36), text('LIST\0\0\0\0'.repeat(300_000)), wav.slice(36)),
      becomes: 'not-audio',
    },
    {
      name: 'WAV of a chunk that is longer than the file',
      bytes: riff([['LIST', new Uint8Array(10), 0xfffffff0]]),
      becomes: 'not-audio',
    },
    { name: 'WAV of no numbers', bytes: aWav([nan], 16_000, { encoding: 'f32' }), becomes: 'silent' },
    {
      name: 'WAV of infinite samples',
      bytes: aWav([infinite], 16_000, { encoding: 'f32' }),
      becomes: 'silent',
    },
    { name: 'silence', bytes: aWav([new Float32Array(48_000)], 48_000), becomes: 'silent' },
    {
      name: 'twelve hours of silence in 400 kB',
      bytes: aSilentFlac(48_000, 32_000),
      becomes: 'recording-too-long',
    },
    {
      name: 'FLAC that ends midway',
      bytes: aFlac(SECOND.samples, 16_000).slice(0, 20_000),
      becomes: 'damaged',
    },
    { name: 'WebM with two tracks', bytes: await aFile('webm', [opus, opus]), becomes: 'several-tracks' },
    { name: 'mp4 with two tracks', bytes: twoTracks, becomes: 'several-tracks' },
    { name: 'mp4 with a hidden track', bytes: new Uint8Array(hidden), becomes: 'several-tracks' },
    { name: 'WebM with a video', bytes: await aFile('webm', [opus], { video: true }), becomes: 'has-video' },
    {
      name: 'WebM that claims 100 hours',
      bytes: await aFile('webm', [opus], { after: 360_000 }),
      becomes: lasts,
    },
    {
      name: 'mp4 that claims 100 hours of AAC',
      bytes: await aFile('mp4', [someAac(60)], { after: 360_000 }),
      becomes: 1_280,
    },
    {
      name: 'three minutes of AAC',
      bytes: await aFile('mp4', [someAac(8_500)]),
      becomes: 'recording-too-long',
    },
    {
      name: 'Opus packets of noise',
      bytes: await aFile('webm', [
        {
          ...opus,
          packets: opus.packets.map((_, n) => Uint8Array.from({ length: 99 }, (_, i) => (i * n * 31) % 256)),
        },
      ]),
      becomes: 'recording-too-short',
    },
    {
      name: 'a hundred thousand empty Opus packets',
      bytes: await aFile('ogg', [
        { ...opus, packets: Array.from({ length: 100_000 }, () => new Uint8Array([0xf8])) },
      ]),
      becomes: 'recording-too-long',
    },
    { name: 'a thousand boxes in each other', bytes: nested(1_000), becomes: 'not-audio' },
    {
      name: 'mp4 of a box without an end',
      bytes: joined(box('ftyp', text('isom\0\0\0\0isom')), box('moov', new Uint8Array(8), 0)),
      becomes: 'not-audio',
    },
    { name: 'an MP3 tag without an end', bytes: joined(endlessTag, mp3), becomes: 'not-audio' },
    {
      name: 'an MP3 behind four megabytes of picture',
      bytes: joined(pictureTag(4_000_000), mp3),
      becomes: 1_080,
    },
    {
      name: 'a web page behind a WAV file',
      bytes: joined(wav, text('<script>alert(1)</script>')),
      becomes: 1_000,
    },
    { name: 'another recording behind a WAV file', bytes: joined(wav, webm), becomes: 1_000 },
  ];
}

/** An ID3 tag of `length` bytes, within which is a picture. */
function pictureTag(length: number): Uint8Array {
  const seven = (n: number) => [(n >> 21) & 127, (n >> 14) & 127, (n >> 7) & 127, n & 127];
  const frame = joined(
    text('APIC'),
    new Uint8Array([...seven(length - 10), 0, 0]),
    new Uint8Array(length - 10),
  );
  return joined(text('ID3'), new Uint8Array([4, 0, 0, ...seven(length)]), frame);
}
