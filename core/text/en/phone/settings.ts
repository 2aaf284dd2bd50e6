import { settingTexts } from './setting-values.ts';

/** What the phone app says under Settings. */
export const settings = {
  title: 'House',

  rooms: {
    title: 'Rooms',
    about: 'Each Echo gets a number when it is first heard. Give it the name of its room.',
    none: 'No Echo has been heard yet.',
    paused: 'paused: it takes no messages',
    pausedAbout:
      'A room is paused by itself after three accidents in a row: messages that nobody answered or that you said were not you, and conversations that were stopped.',
    pause: 'Pause',
    resume: 'Resume',
    pauseNamed: (name: string) => `Pause ${name}`,
    resumeNamed: (name: string) => `Resume ${name}`,
    isPaused: (name: string) => `${name} is paused.`,
    isResumed: (name: string) => `${name} takes messages again.`,
    rename: (name: string) => `Rename ${name}`,
    name: 'Name of this room',
    renamed: (name: string) => `The room is now called ${name}.`,
  },

  stopped: {
    title: 'Stopped conversations',
    about: 'Ended before anything was recorded. No words are kept, only why.',
    none: 'None so far.',
    label: (room: string) => `Stopped conversation in ${room}`,
    why: {
      unlikely: 'More likely an accident than meant.',
      silence: 'Nobody answered the Echo’s questions.',
    } as Record<string, string>,
  },

  accidents: {
    title: 'Accidents in the last 30 days',
    label: (total: number, stopped: number) =>
      total === 0
        ? 'None in the last 30 days.'
        : `${total === 1 ? '1 accident' : `${total} accidents`} in the last 30 days, ${stopped} of them stopped before anything was recorded.`,
  },

  rules: {
    title: 'Settings',
    about: 'Every change is signed by this phone.',
    changed: 'Saved.',
    weaken: 'Change it',
    quietHoursAbout: 'Notifications come without a sound.',
    useQuietHours: 'Use quiet hours',
    quietFrom: 'From',
    quietUntil: 'Until',
    noPasskeyYet: 'Add a face or fingerprint first.',
  },

  passkeys: {
    title: 'Face or fingerprint',
    about:
      'Once added, it is also asked for before an address is added or changed, a phone let in, or a setting weakened.',
    none: 'None added yet.',
    unsupported: 'This browser offers none here.',
    add: 'Add this device’s face, fingerprint or PIN',
    adding: 'Waiting for your device…',
    added: (name: string) => `${name} is added.`,
    removeNamed: (name: string) => `Remove ${name}`,
    removed: (name: string) => `${name} is removed.`,
    keepLast: 'It is asked for before sending. Set that to “Never before sending” first.',
  },

  data: {
    title: 'Your data',
    about:
      'Everything about this house: messages with their recordings, contacts, phones, and what was done.',
    export: 'Download everything',
    exporting: 'Packing…',
    file: 'second-yes.zip',
    exported: 'Downloaded.',
    erase: 'Erase everything',
    eraseAbout:
      'This erases every message, recording, contact and phone of this house, at once and for good. What waits is never sent. Type ERASE to go on.',
    eraseWord: 'ERASE',
    eraseField: 'Type ERASE',
    eraseSure: 'Erase everything now',
    erasing: 'Erasing…',
  },

  activity: {
    title: 'Activity',
    about: 'Who did what, from which phone. No words and no recordings.',
    show: 'Show what was done',
    empty: 'Nothing yet.',
    by: {
      house: 'The house',
      voice: 'A voice',
      recovery: 'The recovery code',
      you: 'You',
      another: 'Another phone',
    },
    did: {
      'create-household': 'began',
      'put-contact': 'saved',
      'remove-contact': 'removed',
      'admit-phone': 'let in',
      'rename-phone': 'renamed',
      'revoke-phone': 'removed',
      'add-passkey': 'added the face or fingerprint',
      'remove-passkey': 'removed a face or fingerprint',
      'change-settings': 'changed settings:',
      recover: 'let in, and removed all others:',
      'room-named': 'named a room',
      'room-paused': 'paused a room',
      'room-resumed': 'resumed a room',
      exported: 'downloaded everything',
      'push-on': 'switched notifications on',
      'push-off': 'switched notifications off',
    } as Record<string, string>,
    message: (what: string, room: string | undefined) =>
      `${room === undefined ? 'Message' : `Message from ${room}`}: ${what.toLowerCase()}`,
    someContact: 'a contact that is gone',
  },

  phones: {
    title: 'Phones',
    thisPhone: 'this phone',
    since: (when: string) => `since ${when}`,
    name: 'Name of this phone',
    revoke: 'Revoke',
    revokeNamed: (name: string) => `Revoke ${name}`,
    revokeSure: (name: string) => `Revoke ${name}? It can then neither read nor release anything.`,
    revokeThisSure:
      'Revoke this phone? It can then neither read nor release anything, and forgets the house. Another phone has to let it in again.',
    revoked: (name: string) => `${name} is revoked.`,
    moved: 'The list had changed meanwhile and was loaded again. Look at it, then try again.',
    notConfirmed:
      'The house did not answer, so it is not known whether this was done. Try again: it is safe to ask twice.',
  },

  values: settingTexts,
};
