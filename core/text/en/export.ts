import type { ExportTexts } from '../texts.ts';

/** What the archive of a household's data says about itself. */
export const exported: ExportTexts = {
  readme: [
    'This is everything that Second Yes keeps of your household.',
    '',
    'recordings/     The recordings that are not erased yet, to be played with any player. A file is named by the',
    '                time when the message was held (UTC), the room, and who it was for. What was dictated is beside',
    '                it, as text.',
    'household.json  All the rest, for programs: phones, contacts, settings, messages with their histories, and the',
    '                conversations that were stopped. Times are milliseconds since 1970.',
    '',
    'Whoever has this archive can read all of it. It cannot release a message: no key is in it.',
    '',
  ].join('\n'),
  recording: ({ date, time, room, contact }) => `${date} ${time} ${room} to ${contact}`,
  unknownRoom: 'an Echo',
  unknownContact: 'a removed contact',
};
