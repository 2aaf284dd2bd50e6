import { inNumberWords } from '../../../confidence/names/number-words.ts';
import type { StopReason } from '../../../confidence/story.ts';
import { ACCIDENTS_IN_A_ROW } from '../../../household/pauses.ts';
import { activity } from './activity.ts';
import { settingTexts } from './setting-values.ts';

const accidents = `${inNumberWords(String(ACCIDENTS_IN_A_ROW))} accidents`;

/** What the phone app says under Settings. */
export const settings = {
  title: 'Settings',
  more: 'More settings',
  back: 'Back to Settings',

  rooms: {
    title: 'Rooms',
    about: 'New Echos appear here as “Echo 1”, “Echo 2”… Rename each after its room.',
    none: 'No Echo has been used yet.',
    pausedBy: (who: string) => `paused ${who}, takes no messages`,
    pausedByAccidents: `paused after ${accidents}, takes no messages`,
    pausedAbout: `A room pauses itself after ${accidents} in a row (“That wasn’t me”, or conversations that were stopped as accidents).`,
    pause: 'Pause',
    resume: 'Resume',
    pauseNamed: (name: string) => `Pause ${name}`,
    resumeNamed: (name: string) => `Resume ${name}`,
    isPaused: (name: string) => `${name} is paused.`,
    isPausedByAccidents: (name: string) => `${name} is paused after ${accidents} in a row.`,
    isResumed: (name: string) => `${name} takes messages again.`,
    rename: (name: string) => `Rename ${name}`,
    name: 'Name of this room',
    renamed: (name: string) => `The room is now called ${name}.`,
  },

  stopped: {
    title: 'Stopped conversations',
    about: 'These ended before anything was recorded. Only the reasons are kept, no words.',
    none: 'None so far.',
    label: (room: string) => `Stopped conversation in ${room}`,
    why: {
      unlikely: 'More likely an accident than meant.',
      silence: 'Nobody answered the Echo’s questions.',
      'not-understood': 'The Echo did not understand what was said.',
    } satisfies Record<StopReason, string>,
  },

  accidents: {
    legend: { stopped: 'Stopped by Second Yes', late: 'You said “That wasn’t me”' },
    label: (total: number, stopped: number) =>
      total === 0
        ? 'None in the last 30 days.'
        : `${total === 1 ? '1 accident' : `${total} accidents`} in the last 30 days, ${stopped} of them stopped before anything was recorded.`,
  },

  rules: {
    title: 'Rules for messages',
    about: 'This phone signs every change.',
    saved: 'Saved.',
    weaken: 'Change it',
    changeTo: (label: string, value: string) => `Change “${label}” to “${value}”?`,
    shutOut: (phones: string) =>
      `No face or fingerprint was added on ${phones}, so nobody could send from there. Add it there first.`,
    quietHoursAbout: 'Notifications come without a sound.',
    useQuietHours: 'Use quiet hours',
    quietFrom: 'From',
    quietUntil: 'Until',
    householdNameAbout: 'Such as “the Miller household”. Whoever gets a message sees it.',
    noPasskeyYet: 'Add a face or fingerprint first.',
  },

  passkeys: {
    title: 'Face or fingerprint',
    about: 'Once added, you’ll also need it to change an address, add a phone, or loosen a setting.',
    none: 'None added yet.',
    unsupported: 'This browser can’t ask for one here.',
    add: 'Add this device’s face, fingerprint or PIN',
    adding: 'Waiting for your device…',
    added: (name: string) => `Face or fingerprint of ${name} added.`,
    removeNamed: (name: string) => `Remove the face or fingerprint of ${name}`,
    removed: (name: string) => `Face or fingerprint of ${name} removed.`,
    removeSure: (name: string) => `Remove the face or fingerprint of ${name}? The phone itself stays.`,
    stillNeeded: 'It’s still needed before sending. First set “Ask for face or fingerprint” to “Never”.',
  },

  data: {
    title: 'Your data',
    about: 'All messages and recordings, contacts, phones and activity.',
    export: 'Download everything',
    exporting: 'Packing…',
    file: (date: string) => `second-yes-${date}.zip`,
    exported: 'Downloaded.',
    erase: 'Erase everything',
    eraseAbout:
      'This erases every message, recording, contact and phone of your household, at once and for good. Messages that wait are never sent. Type ERASE to go on.',
    eraseWord: 'ERASE',
    eraseField: 'Type ERASE',
    eraseSure: 'Erase everything now',
    erasing: 'Erasing…',
  },

  server: {
    title: 'About',
    version: (version: string) => `Second Yes ${version}`,
    testMail: 'Send a test mail',
    tested: {
      taken: (to: string) => `Your mail server took a mail to ${to}.`,
      refused: 'Your mail server refused the mail.',
      'not-taken': 'The mail was not sent.',
      unclear: 'The mail server didn’t answer in the end, so the mail may have arrived.',
    },
    said: (reply: string) => `The mail server said: ${reply}`,
  },

  activity,

  phones: {
    title: 'Phones',
    thisPhone: 'this phone',
    since: (when: string) => `since ${when}`,
    name: 'Name of this phone',
    removeNamed: (name: string) => `Remove ${name}`,
    removeSure: (name: string) => `Remove ${name}? It won’t be able to read or send messages.`,
    removeThisSure:
      'Remove this phone? It won’t be able to read or send messages, and its key is deleted. Another phone has to add it again.',
    removed: (name: string) => `${name} removed.`,
    listChanged: 'Someone has changed the list since you opened it. Check it, then try again.',
    notConfirmed: 'No answer, so this may not be done. You can safely try again.',
  },

  values: settingTexts,
};
