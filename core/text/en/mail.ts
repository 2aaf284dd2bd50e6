import type { MailTexts, TestMailTexts } from '../mail.ts';
import { capitalized } from './capitalized.ts';

/** The mail that brings a recording to a contact. */
export const mail: MailTexts = ({ name, household, sender, recording, isFirst, canStop }) => {
  const { transcript } = recording;
  const length = lengthText(recording.duration);
  const who = household === null ? `Somebody at ${sender}` : capitalized(household);
  const attached = 'It is attached to this mail';
  return {
    subject: household === null ? `A voice message for ${name}` : `A voice message from ${household}`,
    ...(household !== null && { sender: capitalized(household) }),
    greeting: `Hello ${name},`,
    ...(transcript === undefined
      ? { about: `${who} recorded a voice message for you. ${attached} (${length}).` }
      : {
          about: `${who} dictated a voice message for you. ${attached} (${length}), read by a computer’s voice:`,
          transcript: transcript.trim(),
        }),
    checked:
      household === null
        ? 'It was checked on a phone and sent from there. If you don’t know the address, ask before you play it.'
        : 'Somebody in the household checked it on their phone and sent it from there.',
    ...(isFirst && {
      introduction: `This is the first message to you through Second Yes, which sends what somebody spoke to an Echo and approved on a phone; to stop such messages, ${
        canStop ? 'use the link at the end of this mail' : 'answer this mail and say so'
      }.`,
    }),
    stop: `Stop messages from ${household ?? 'this household'}`,
  };
};

/** The mail by which the owner sees whether mails arrive. */
export const testMail: TestMailTexts = {
  subject: 'Second Yes: a test',
  text: 'Mails from your household arrive.',
};

function lengthText(duration: number): string {
  const seconds = Math.max(1, Math.round(duration / 1_000));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
