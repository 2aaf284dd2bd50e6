import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Session } from '../../../phone/session/session.ts';
import { aRecording } from '../../support/builders/builders.ts';
import type { Line } from '../a-phone-app.ts';
import { aSessionWithMessage, type SessionWithMessage } from '../../support/builders/a-phone-session.ts';

let line: Line;
let session: Session;
let viewed: SessionWithMessage['viewed'];

beforeEach(async () => {
  ({ line, session, viewed } = await aSessionWithMessage());
});

describe('a download of a recording', () => {
  const answers = (audio: Uint8Array, words?: string) => {
    const form = new FormData();
    form.set('audio', new Blob([new Uint8Array(audio)]));
    if (words !== undefined) form.set('transcript', new Blob([words]));
    line.rewrite = () => new Response(form);
  };

  test.each([
    ['other bytes', () => answers(new Uint8Array([1, 2, 3]), aRecording().transcript)],
    ['the right bytes with other words', () => answers(aRecording().audio, 'Send money.')],
    ['the right bytes without their words', () => answers(aRecording().audio)],
    ['nothing', () => (line.rewrite = () => new Response(new FormData()))],
  ])('%s are not accepted as the recording of the message', async (_, rewrite) => {
    rewrite();
    expect(await session.download(viewed())).toEqual({ changed: true });
  });

  test('an answer that breaks off is not a recording', async () => {
    line.rewrite = () =>
      new Response('--x', { headers: { 'Content-Type': 'multipart/form-data; boundary=x' } });
    expect(await session.download(viewed())).toMatchObject({ problem: { code: 'no-answer' } });
  });
});
