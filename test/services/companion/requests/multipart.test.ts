import { expect, test } from '@jest/globals';
import { bytesOf } from '../../../../core/household/bytes/byte-parts.ts';
import { multipartOf } from '../../../../services/companion/requests/multipart.ts';

const parse = async (files: object) => {
  const { type, bytes } = multipartOf(files);
  return new Response(bytes, { headers: { 'Content-Type': type } }).formData();
};

test('files of a form arrive byte for byte, whatever their bytes are', async () => {
  const every = Uint8Array.from({ length: 1_024 }, (_, i) => i);
  const awkward = '\r\n--\r\n--boundary--\r\n\r\nContent-Type: text/plain\r\n\r\n\r\n';
  const form = await parse({
    audio: { type: 'audio/mpeg', bytes: every },
    transcript: { type: 'text/plain', bytes: bytesOf(awkward) },
    empty: { type: 'text/plain', bytes: new Uint8Array() },
  });
  expect([...form.keys()]).toEqual(['audio', 'transcript', 'empty']);
  const file = (name: string) => form.get(name) as File;
  expect(new Uint8Array(await file('audio').arrayBuffer())).toEqual(every);
  expect(file('audio').type).toBe('audio/mpeg');
  expect(await file('transcript').text()).toBe(awkward);
  expect(file('empty').size).toBe(0);
});

test('what is no file is left out of a form', async () => {
  const audio = { type: 'audio/mpeg', bytes: bytesOf('x') };
  expect([...(await parse({ audio, other: 'text', none: null })).keys()]).toEqual(['audio']);
});

test('a media type that could begin another header line is not sent', async () => {
  const { bytes } = multipartOf({ audio: { type: 'text/html\r\nX-More: 1', bytes: bytesOf('x') } });
  expect(Buffer.from(bytes).toString()).toContain('\r\nContent-Type: application/octet-stream\r\n\r\nx\r\n');
});
