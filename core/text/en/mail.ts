import type { MailTexts } from '../mail.ts';

/** The mail that brings a recording to a contact. */
export const mail: MailTexts = {
  subject: name => `A voice message for ${name}`,
  body(name, { duration, transcript }) {
    const length = lengthText(duration);
    const about =
      transcript === undefined
        ? `Someone in our household recorded a voice message for you. The recording is attached (${length}).`
        : [
            `Someone in our household dictated a voice message for you. The recording is attached (${length}). ` +
              'In it, a computer’s voice reads:',
            '',
            `“${transcript.trim()}”`,
          ].join('\n');
    return [
      `Hello ${name},`,
      '',
      about,
      '',
      'Someone in our household checked it on their phone and sent it from there.',
      '',
      '-- ',
      'Second Yes',
      '',
    ].join('\n');
  },
};

function lengthText(duration: number): string {
  const seconds = Math.max(1, Math.round(duration / 1_000));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
