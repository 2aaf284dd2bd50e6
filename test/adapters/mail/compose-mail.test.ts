import { expect, test } from '@jest/globals';
import { composeMail } from '../../../adapters/mail/compose-mail.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

const audio = Uint8Array.of(1, 2, 3);
const recorded = (mediaType: string) => aDelivery({ recording: { audio, mediaType, duration: 900 } });

test.each([
  ['audio/wav', 'message.wav', 'audio/wav'],
  ['audio/webm;codecs=opus', 'message.webm', 'audio/webm'],
  ['Audio/Ogg', 'message.ogg', 'audio/ogg'],
  ['audio/mp4', 'message.m4a', 'audio/mp4'],
  ['text/html\r\nX-Evil: 1', 'message.bin', 'application/octet-stream'],
  ['', 'message.bin', 'application/octet-stream'],
])('a recording of type %j is attached as %s', (given, name, mediaType) => {
  expect(composeMail(recorded(given), 'home@example.net').attachment).toEqual({
    name,
    mediaType,
    content: audio,
  });
});

test('the mail of a dictated message contains the transcript and says that the voice is a computer’s', () => {
  const { text } = composeMail(aDelivery(), 'home@example.net');
  expect(text).toContain('“Dinner is at seven.”');
  expect(text).toContain('a computer’s');
});

test('the mail of a recorded voice does not call it a computer’s', () => {
  const { text } = composeMail(recorded('audio/webm'), 'home@example.net');
  expect(text).not.toContain('computer');
  expect(text).toContain('(1 second)');
});

test.each(['home@example.net', 'Our household <home@example.net>'])(
  'a mail from %s has the bare address as its envelope sender',
  from => {
    const mail = composeMail(aDelivery(), from);
    expect(mail.envelope.from).toBe('home@example.net');
    expect(mail.messageId).toMatch(/@example\.net>$/);
  },
);

test('a claim of any characters gives a valid Message-ID', () => {
  const { messageId } = composeMail(aDelivery({ claim: '>\r\nBcc: eve@example.com' }), 'home@example.net');
  expect(messageId).toMatch(/^<[\w-]{43}@example\.net>$/);
});
