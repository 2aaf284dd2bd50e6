/** What the phone app says while a phone is paired, added or recovered. */
export const pairing = {
  pair: {
    title: 'Pair this phone',
    about:
      'A message spoken to the Echo leaves the house only after you say yes here. Pairing makes a key in this browser that signs your answers; it never leaves it.',
    code: 'Pairing code',
    codeHint:
      'Eight characters, as on the house’s start page, on the card in your Alexa app, or on a paired phone (House, “Add a phone”).',
    name: 'Name of this phone',
    submit: 'Pair this phone',
    pairing: 'Pairing…',
    codeMalformed: 'A pairing code looks like ABCD-EFGH.',
    again:
      'Was this phone paired before? Then its browser has forgotten the key. Let it in again from another phone (House, “Add a phone”), or use the recovery code if it was the only one.',
    nameMissing: 'Give this phone a name.',
    lost: 'The house did not answer. Try again: it is safe to ask twice.',
    otherKey: 'The house answered for another phone. Nothing was paired; ask for a new code.',
    otherFirstLink:
      'The house shows another list of phones than the phone this link came from. Somebody may have changed it. Nothing was paired.',
    waitingTitle: 'Compare this number',
    waitingAbout:
      'On a paired phone, under House, “Add a phone”: compare this number, and let this phone in if it is the same.',
    waiting: 'Waiting to be let in…',
    ranOut: 'The code ran out before this phone was let in. Ask for a new one.',
    notLetIn: 'This phone was not let in, and the code is void. Ask for a new one.',
    otherHouse:
      'This phone is paired with another house. Pairing here replaces it: messages of the other house can then not be answered from this phone.',
    homeScreen:
      'On an iPhone or iPad, pair from the home screen: notifications come only there, and what is stored in Safari is not carried over.',
    noKeys:
      'This browser cannot keep a key here. Open this page over https (or on the machine itself, as localhost), and not in a private window.',
  },

  recovery: {
    title: 'Write this down',
    about:
      'If you lose your only phone, this recovery code lets a new one in and removes all others. It is shown only now. Keep it on paper, away from the phone.',
    address: (address: string) => `To use it, open ${address} on the new phone.`,
    copy: 'Copy',
    copied: 'Copied',
    save: 'Save as a file',
    file: (code: string, address: string) =>
      `Second Yes recovery code\n\n${code}\n\nOpen ${address} on a new phone and choose “I lost my phone”. All other phones are removed.\n`,
    written: 'I have written it down',
    lost: 'I lost my phone',
    lostTitle: 'Use the recovery code',
    lostAbout:
      'It lets this phone in and removes every other phone of the house, with its face and fingerprint. You then get a new code.',
    code: 'Recovery code',
    codeHint: 'Six groups of letters and digits, as you wrote them down.',
    malformed: 'A recovery code has 26 letters and digits.',
    wrong: 'That is not the recovery code of this house, or it was used already.',
    notHeld: 'The list of phones that the house shows does not hold. Nothing was changed.',
    submit: 'Let this phone in, remove the others',
    busy: 'Checking…',
    back: 'I have a pairing code',
  },

  addPhone: {
    title: 'Add a phone',
    about: (page: string) => `On the new phone, open the link, or open ${page} and type this code.`,
    valid: (left: string) => `Valid for ${left}, for one phone.`,
    sameMachine: 'This house is open on this machine only. Another phone needs it at an https address.',
    copy: 'Copy the link',
    copied: 'Copied',
    waiting: 'Waiting for the new phone…',
    wantsIn: (name: string) => `“${name}” gave the code and wants in.`,
    compare: (check: string) => `Does the new phone show ${check}?`,
    compareAbout: 'Once let in, it can read and release every message. If it shows anything else, refuse.',
    admit: 'Let it in',
    refuse: 'Refuse',
    admitted: (name: string) => `${name} is let in.`,
    refused: (name: string) => `${name} is refused, and the code is void.`,
    ranOut: 'The code has run out.',
    another: 'New code',
    close: 'Close',
  },
};
