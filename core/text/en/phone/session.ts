import type { Trouble } from '../../../api/trouble.ts';

/** What the phone app says about its connection to Second Yes and about the trust list. */
export const session = {
  problem: {
    noAnswer: 'Second Yes didn’t answer.',
    noPasskey: 'We didn’t get your face, fingerprint or PIN. Nothing was sent or changed.',
    passkeyElsewhere:
      'This phone may have none yet. On a phone that has one, set “Ask for face or fingerprint” to “Never”, add it on this phone, then set it back.',
    notUnderstood:
      'Second Yes answered something this page doesn’t understand. Close this page and open it again.',
  },

  connection: {
    seenAt: (when: string) => `Not connected. This is what Second Yes showed at ${when}.`,
    lost: 'Can’t reach Second Yes. Check that it is running and that this phone is online. This page keeps trying.',
    refused: (title: string) => `Second Yes refused this: ${title}`,
    pairAgain: 'Pair again',
    restored:
      'If somebody restored Second Yes from a backup, the recovery code brings this phone back. It removes every other phone.',
    recover: 'Use the recovery code',
    recoverWarning:
      'This deletes this phone’s key for good. Before you go on, find the recovery code that was in use when the backup was made.',
    recoverSure: 'Delete the key and go on',
    pairAgainSure: 'Delete the key and pair again',
    pairAgainWarning:
      'This deletes this phone’s key for good. If it is the only phone of your household, nobody can answer its messages afterwards.',
  },

  serverTroubles: {
    'mail-refused':
      'Your mail server refuses the login, so nothing can be sent by email. Check SMTP_URL on the computer that runs Second Yes, and start it again.',
    'mail-not-reached':
      'Your mail server can’t be reached, so nothing can be sent by email now. Second Yes keeps trying.',
    'mail-came-back':
      'A mail to one of your contacts came back, although it had been taken. Look under Contacts: the contact’s row says why.',
    'disk-nearly-full':
      'The disk of the computer that runs Second Yes is nearly full. Soon no message can be held. Make space on it.',
    'push-lost':
      'One of your phones no longer gets notifications. Open Second Yes on each phone and check Settings, Notifications.',
    'clock-wrong':
      'The clock of the computer that runs Second Yes is wrong: it showed a later time before. Set it right, because messages expire by it.',
  } satisfies Record<Trouble, string>,

  update: { ready: 'A new version is ready.', apply: 'Update' },

  notPairedTitle: 'Not paired any more',

  trust: {
    loading: 'Checking the list of phones and contacts…',
    broken:
      'The list of phones and contacts is not valid: a signature or a link in it is wrong. Someone may have changed it. Nothing can be sent from this phone until the list is repaired.',
    shorter:
      'The list of phones and contacts is shorter than the one this phone saw before. It may come from an old backup. Nothing can be sent from this phone with this list.',
    rewritten:
      'The list of phones and contacts is not the one this phone saw before. Someone may have changed it. Nothing can be sent from this phone until the right list is back.',
    'not-paired':
      'This phone does not belong to your household any more. It can’t read or send messages. You can pair it again with a new code.',
    revoked: (when: string, name: string | undefined) =>
      name === undefined
        ? `This phone was removed with the recovery code (${when}). It can’t read or send messages any more. If you didn’t expect that, ask whoever has the code.`
        : `${name} removed this phone (${when}). It can’t read or send messages any more. If you didn’t expect that, ask whoever has that phone.`,
  },
};
