import type { MailTexts } from '../mail.ts';

/** The mail that brings a recording to a contact. */
export const mail: MailTexts = {
  subject: name => `A voice message for ${name}`,
  body(name, { duration, transcript }) {
    const length = lengthText(duration);
    const about =
      transcript === undefined
        ? `Someone in our household recorded a voice message for you. It is attached, ${length} long.`
        : [
            `Someone in our household dictated a voice message for you. It is attached, ${length} long; the voice ` +
              'in it is a computer’s and says these words:',
            '',
            `“${transcript.trim()}”`,
          ].join('\n');
    return [
      `Hello ${name},`,
      '',
      about,
      '',
      'It was checked on a phone of our household and released by hand before it was sent.',
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
