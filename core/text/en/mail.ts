import type { Recording } from '../../message/recording.ts';

/** The subject of the mail that a recording goes out with. `name` is the contact's. */
export const mailSubject = (name: string): string => `A voice message for ${name}`;

/** The text of that mail: how the recording came about, and its transcript where it was dictated. */
export function mailText(
  name: string,
  { duration, transcript }: Pick<Recording, 'duration' | 'transcript'>,
): string {
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
}

function lengthText(duration: number): string {
  const seconds = Math.max(1, Math.round(duration / 1_000));
  return seconds === 1 ? '1 second' : `${seconds} seconds`;
}
