import { expect, test } from '@jest/globals';
import { multipartOf } from '../../../../services/companion/requests/multipart.ts';

const parse = async (parts: object) => {
  const { type, bytes } = await multipartOf(parts);
  return new Response(bytes, { headers: { 'Content-Type': type } }).formData();
};

test('files of a form arrive byte for byte, whatever their bytes are', async () => {
  const every = Uint8Array.from({ length: 1_024 }, (_, i) => i);
  const awkward = '\r\n--\r\n--boundary--\r\n\r\nContent-Type: text/plain\r\n\r\n\r\n';
  const form = await parse({
    audio: new File([every], 'audio', { type: 'audio/mpeg' }),
    transcript: new File([awkward], 'transcript', { type: 'text/plain' }),
    empty: new Blob([]),
  });
  expect([...form.keys()]).toEqual(['audio', 'transcript', 'empty']);
  const file = (name: string) => form.get(name) as File;
  expect(new Uint8Array(await file('audio').arrayBuffer())).toEqual(every);
  expect(file('audio').type).toBe('audio/mpeg');
  expect(await file('transcript').text()).toBe(awkward);
  expect(file('empty').size).toBe(0);
});

test('what is no file is left out of a form', async () => {
  expect([...(await parse({ audio: new Blob(['x']), other: 'text' })).keys()]).toEqual(['audio']);
});
