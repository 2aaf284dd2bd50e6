/** What the phone app says while a phone is paired, added or recovered. */
export const pairing = {
  pair: {
    title: 'Pair this phone',
    about:
      'Messages spoken to your Echo leave your home only after you say yes here. Pairing creates a secret key in this browser. It never leaves this phone.',
    code: 'Pairing code',
    codeHint:
      'Eight characters. The code is on the start page of Second Yes, on the card in your Alexa app, or on a paired phone (Settings, “Add a phone”).',
    name: 'Name of this phone',
    submit: 'Pair this phone',
    erased: 'Everything was erased.',
    pairing: 'Pairing…',
    linkVoid: 'This link was used or has expired. Get a new one.',
    codeMalformed: 'A pairing code looks like ABCD-EFGH.',
    pairedBefore:
      'Paired before? This browser has lost its key. Add it again from another phone (Settings, “Add a phone”), or use your recovery code.',
    nameMissing: 'Give this phone a name.',
    noAnswer: 'Second Yes didn’t answer. You can safely try again.',
    otherKey: 'Second Yes answered for another phone, so this phone was not paired. Get a new code.',
    otherFirstLink:
      'Second Yes shows a different list of phones than the phone that made this link. Someone may have changed it, so this phone was not paired.',
    waitingTitle: 'Compare this number',
    waitingAbout:
      'On a paired phone, open Settings, “Add a phone”. If it shows the same number, add this phone there.',
    waiting: 'Waiting for the other phone…',
    expired: 'The code expired before this phone was added. Get a new one.',
    refused: 'This phone was not added, and the code no longer works. Get a new one.',
    otherHousehold:
      'This phone is paired with another household. If you pair it here, it can’t answer the other household’s messages any more.',
    homeScreen:
      'On an iPhone or iPad, pair from the home screen. Notifications work only there, and a pairing made in Safari is not carried over.',
    writeDownCode: (code: string) => `Write down the code ${code}. The home screen doesn’t get it from here.`,
    noKeys:
      'This browser can’t keep a key here. Open this page over https (or as localhost on the machine itself), and not in a private window.',
  },

  recovery: {
    title: 'Write this down',
    about:
      'If you lose your only phone, this recovery code adds a new one and removes all others. You see it only now. Keep it on paper, away from the phone.',
    address: (address: string) => `To use it, open ${address} on the new phone.`,
    copy: 'Copy',
    copied: 'Copied',
    save: 'Save as a file',
    file: (code: string, address: string) =>
      `Second Yes recovery code\n\n${code}\n\nOpen ${address} on a new phone and choose “I’ve lost my phone”. All other phones are removed.\n`,
    written: 'I have written it down',
    lost: 'I’ve lost my phone',
    lostTitle: 'Use the recovery code',
    lostAbout:
      'It adds this phone and removes every other phone, and their faces and fingerprints. You then get a new code.',
    code: 'Recovery code',
    codeHint: 'Six groups of letters and digits, as you wrote them down.',
    malformed: 'A recovery code has 26 letters and digits.',
    wrong: 'That is not the recovery code of this household, or it has already been used.',
    invalidList: 'The list of phones is not valid. Nothing was changed.',
    submit: 'Add this phone and remove all others',
    busy: 'Checking…',
    back: 'I have a pairing code',
  },

  addPhone: {
    title: 'Add a phone',
    about: (page: string) =>
      `On the new phone, point the camera at this picture, or open ${page} and type the code.`,
    qrCode: 'QR code of the link for the new phone',
    shareTitle: 'Pair your phone with Second Yes',
    valid: (left: string) => `The code works for ${left}, for one phone.`,
    sameMachine: 'Second Yes can be reached on this machine only. Another phone needs an https address.',
    waiting: 'Waiting for the new phone…',
    wantsToJoin: (name: string) => `“${name}” wants to join.`,
    compare: (check: string) => `Does it show ${check}?`,
    compareAbout: 'If so, add it: it will be able to read and send every message. If not, refuse.',
    add: 'Add it',
    refuse: 'Refuse',
    added: (name: string) => `${name} added.`,
    refused: (name: string) => `${name} refused. The code no longer works.`,
    expired: 'The code has expired.',
    another: 'New code',
    close: 'Close',
  },
};
