import { beforeAll, describe, expect, test } from '@jest/globals';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { measureLoudness, truePeak } from '../../../adapters/audio/loudness.ts';
import { prepareInWorker } from '../../../adapters/audio/prepare-in-worker.ts';
import { RECORDING_LIMITS, SPEECH_LIMITS } from '../../../core/message/recording/recording-limits.ts';
import { aFlac } from '../../support/audio/a-flac.ts';
import { aWav, type WavEncoding } from '../../support/audio/a-wav.ts';
import { aFile, type Container, type Encoded, packetsOf, someAac } from '../../support/audio/containers.ts';
import { decodeMp3 } from '../../support/audio/decode-mp3.ts';
import { correlation, type Sound, speechLike } from '../../support/audio/sound.ts';
import { howFar } from '../../support/how-far.ts';
import { type Recorded, recordInBrowser } from '../../support/browser/record-in-browser.ts';

const prepare = prepareInWorker();

/** Prepares audio that must be taken. */
async function taken(audio: Uint8Array) {
  const prepared = await prepare(audio);
  if ('refused' in prepared) throw new Error(`It is refused: ${prepared.refused}`);
  return prepared;
}

/** Prepares audio and compares what a player then plays with what was said. */
async function compared(audio: Uint8Array, said: Sound) {
  const { audio: mp3, mediaType, duration } = await taken(audio);
  expect(mediaType).toBe('audio/mpeg');
  const played = await decodeMp3(mp3);
  expect(played.rate).toBe(said.rate);
  return { duration, played, likeness: correlation(said, played, 300) };
}

describe('a WAV file', () => {
  const said = speechLike(16_000, 2_000);

  type Form = [encoding: WavEncoding, channels: number, extensible: boolean];
  const some: Form[] = [
    ['u8', 1, false],
    ['s16', 2, false],
    ['s24', 2, true],
    ['f32', 1, false],
  ];
  const others: Form[] = [
    ['s16', 1, false],
    ['s24', 1, false],
    ['s32', 1, false],
    ['f32', 2, true],
    ['s16', 1, true],
  ];
  test.each(howFar({ short: some, long: [...some, ...others] }))(
    'a WAV file of %s in %d channels (extensible: %p) becomes an MP3 that sounds the same',
    async (encoding, channels, extensible) => {
      const all = Array.from({ length: channels }, () => said.samples);
      const { duration, likeness } = await compared(aWav(all, said.rate, { encoding, extensible }), said);
      expect(duration).toBe(2_000);
      expect(likeness).toBeGreaterThan(0.99);
    },
  );

  test.each(howFar({ short: [8_000, 44_100], long: [8_000, 11_025, 22_050, 44_100, 48_000] }))(
    'a WAV file of %d Hz keeps its rate',
    async rate => {
      const said = speechLike(rate, 1_500);
      const { duration, likeness } = await compared(aWav([said.samples], rate), said);
      expect(duration).toBe(1_500);
      expect(likeness).toBeGreaterThan(0.99);
    },
  );

  test('a WAV file of 96 kHz becomes an MP3 of 48 kHz', async () => {
    const { samples } = speechLike(96_000, 1_500);
    const { likeness } = await compared(aWav([samples], 96_000), speechLike(48_000, 1_500));
    expect(likeness).toBeGreaterThan(0.99);
  });

  test('a WAV file of any loudness becomes an MP3 of -16 LUFS, with a true peak below -1 dBTP', async () => {
    for (const loudness of [0.9, 0.02]) {
      const { samples, rate } = speechLike(48_000, 3_000, loudness);
      const { audio } = await taken(aWav([samples], rate));
      const played = await decodeMp3(audio);
      expect(Math.abs(measureLoudness(played.samples, rate).integrated + 16)).toBeLessThan(0.7);
      expect(20 * Math.log10(truePeak(played.samples, rate))).toBeLessThan(-1);
    }
  });

  test('a WAV file whose channels cancel each other out is still heard', async () => {
    const other = said.samples.map(sample => -sample);
    const { likeness } = await compared(aWav([said.samples, other], said.rate, { encoding: 'f32' }), said);
    expect(likeness).toBeGreaterThan(0.99);
  });

  test('a WAV file with a voice in one of its channels is still heard', async () => {
    const silence = new Float32Array(said.samples.length);
    const { likeness } = await compared(aWav([silence, said.samples], said.rate), said);
    expect(likeness).toBeGreaterThan(0.99);
  });
});

describe('other files', () => {
  const said = speechLike(44_100, 2_000);

  test('an MP3 stays what it is, at its loudness', async () => {
    const { audio } = await taken(aWav([said.samples], said.rate));
    const { duration, likeness } = await compared(audio, said);
    expect(Math.abs(duration - 2_000)).toBeLessThan(60);
    expect(likeness).toBeGreaterThan(0.99);
  });

  test('a FLAC file becomes an MP3 that sounds the same', async () => {
    const { duration, likeness } = await compared(aFlac(said.samples, said.rate), said);
    expect(duration).toBe(2_000);
    expect(likeness).toBeGreaterThan(0.99);
  });

  test.each<Container>(['fragmented mp4', 'mp4', 'matroska'])(
    'AAC in %s is copied packet for packet into a plain m4a with its index first',
    async container => {
      const aac = someAac(60);
      const { audio, mediaType, duration } = await taken(await aFile(container, [aac]));
      expect([mediaType, duration]).toEqual(['audio/mp4', 1_280]);
      expect((await packetsOf(audio)).packets).toEqual(aac.packets);
      const boxes = Buffer.from(audio).toString('latin1');
      expect(boxes.indexOf('moov')).toBeLessThan(boxes.indexOf('mdat'));
      expect(boxes).not.toContain('moof');
    },
  );

  test('the same audio gives the same bytes', async () => {
    const wav = aWav([said.samples], said.rate);
    expect((await taken(wav)).audio).toEqual((await taken(wav)).audio);
  });

  test('no words of the file stay in it: no title, no place, no program', async () => {
    const { audio } = await taken(aWav([said.samples], said.rate));
    using input = new Input({ source: new BufferSource(audio), formats: ALL_FORMATS });
    expect(await input.getMetadataTags()).toEqual({});
  });
});

describe('what a real Chromium records', () => {
  const KINDS = ['audio/webm;codecs=opus', 'audio/mp4;codecs=opus'];
  let recorded: Recorded[];
  let opus: Encoded;
  beforeAll(async () => {
    recorded = await recordInBrowser(KINDS, 1_500);
    opus = await packetsOf((recorded[0] as Recorded).bytes);
  });

  test.each(KINDS)('a recording of Chromium in %s becomes an MP3 of the same length', async kind => {
    const { bytes, played } = recorded[KINDS.indexOf(kind)] as Recorded;
    const { audio, mediaType, duration } = await taken(bytes);
    expect(mediaType).toBe('audio/mpeg');
    // A browser ends an mp4 where its header says, which Chromium writes 80 ms too early.
    expect(Math.abs(duration - played)).toBeLessThan(120);
    const { samples, rate } = await decodeMp3(audio);
    expect(Math.abs((samples.length * 1_000) / rate - duration)).toBeLessThan(80);
    expect(Math.abs(measureLoudness(samples, rate).integrated + 16)).toBeLessThan(0.7);
  });

  test('a live WebM recording has no duration in its header, or this suite shows nothing', () => {
    const bytes = Buffer.from((recorded[0] as Recorded).bytes);
    const [cluster, duration] = [Buffer.from([0x1f, 0x43, 0xb6, 0x75]), Buffer.from([0x44, 0x89])];
    expect(bytes.indexOf(cluster)).toBeGreaterThan(0);
    expect(bytes.subarray(0, bytes.indexOf(cluster)).indexOf(duration)).toBe(-1);
  });

  test('an Ogg file, as Firefox records it, becomes the same MP3 as a WebM file', async () => {
    const { audio } = await taken(await aFile('ogg', [opus]));
    expect(audio).toEqual((await taken((recorded[0] as Recorded).bytes)).audio);
  });

  test('a recording that was cut off becomes what is left of it', async () => {
    const { bytes } = recorded[0] as Recorded;
    const [whole, half] = [await taken(bytes), await taken(bytes.slice(0, bytes.length / 2))];
    expect(half.duration).toBeGreaterThan(whole.duration / 4);
    expect(half.duration).toBeLessThan(whole.duration * 0.75);
  });

  test('a recording of which only the header arrived is refused', async () => {
    const { bytes } = recorded[0] as Recorded;
    expect(await prepare(bytes.slice(0, 120))).toEqual({ refused: expect.any(String) });
  });
});

describe('the work', () => {
  const { samples, rate } = speechLike(16_000, 20_000);
  const wav = aWav([samples], rate);

  test('preparing a recording leaves the event loop free', async () => {
    await prepare(new Uint8Array());
    let ticks = 0;
    const ticking = setInterval(() => ticks++, 5);
    await prepare(wav);
    clearInterval(ticking);
    expect(ticks).toBeGreaterThan(10);
  });

  test('a recording that takes too long is refused, and the next one is prepared', async () => {
    const hasty = prepareInWorker({ ...RECORDING_LIMITS, time: 1 });
    expect(await hasty(wav)).toEqual({ refused: 'took-too-long' });
    expect(await hasty(wav)).toEqual({ refused: 'took-too-long' });
  });

  test('recordings that come together are each answered', async () => {
    const lengths = [1_000, 2_000, 3_000].map(length => aWav([speechLike(8_000, length).samples], 8_000));
    const all = await Promise.all(lengths.map(taken));
    expect(all.map(({ duration }) => duration)).toEqual([1_000, 2_000, 3_000]);
  });

  test('speech may be longer than what a microphone gives', async () => {
    const long = aWav([speechLike(8_000, 125_000).samples], 8_000);
    expect(await prepare(long)).toEqual({ refused: 'recording-too-long' });
    expect(await prepareInWorker(SPEECH_LIMITS)(long)).toMatchObject({ duration: 125_000 });
  });
});
