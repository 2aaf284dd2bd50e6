/** Everything that the phone app says, in one place. */
export const words = {
  product: 'Second Yes',
  loading: 'One moment…',
  cancel: 'Cancel',
  save: 'Save',
  saving: 'Saving…',
  edit: 'Edit',
  rename: 'Rename',
  remove: 'Remove',

  problem: {
    noAnswer: 'The house did not answer.',
    noPasskey: 'Your face, finger or PIN was not given. Nothing was changed.',
    notUnderstood: 'The house answered something this page does not understand. Reload the page.',
  },

  push: {
    unread: 'Something has changed in your house',
    unreadBody: 'Open the app to see what.',
    discard: 'Discard',
    discarded: 'Discarded',
    discardedBody: 'Nothing was sent.',
    notDiscarded: 'Not discarded',
    notConfirmed: 'Not confirmed',
    notConfirmedBody: 'The house did not answer. Open the app to ask again.',
    notSubscribed: 'This browser could not switch notifications on. Try again later, or in another browser.',
  },

  tabs: { waiting: 'Waiting', history: 'History', contacts: 'Contacts', house: 'House', label: 'Sections' },
  waitingCount: (count: number) => (count === 1 ? '1 message' : `${count} messages`),

  connection: {
    seenAt: (when: string) => `Not connected. This is what the house showed at ${when}.`,
    lost: 'No connection to the house. Check that it runs and that this phone is online; this page keeps trying.',
    refused: (title: string) => `The house refuses this phone’s requests: ${title}`,
    pairAgain: 'Pair again',
    pairAgainSure: 'Forget the house and pair again',
    pairAgainWarning:
      'This forgets the key of this phone for good. If it is the only phone that the house knows, nobody can answer its messages afterwards.',
  },
  trust: {
    loading: 'Checking the house’s list of contacts…',
    broken:
      'The list of phones and contacts that the house shows does not hold: a signature or a link is wrong. Somebody may have changed it. This phone allows nothing until the list is mended.',
    shorter:
      'The house shows a shorter list of contacts than this phone has seen. It may have been restored from an old copy. This phone allows nothing until the newer list is back.',
    revoked: (when: string, name: string | undefined) =>
      `This phone was removed from the house on ${when}, ${name === undefined ? 'with the recovery code' : `by ${name}`}. It can neither read nor release anything. If that was not you, speak to whoever holds the other phone.`,
    'not-paired':
      'This phone was revoked, or the house no longer knows it. It can neither read nor release anything. It can be paired again with a new code.',
    rewritten:
      'The house shows another list of contacts than this phone has seen. Somebody may have changed it. This phone allows nothing until the list is back.',
  },

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
    otherGenesis:
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

  waiting: {
    title: 'Waiting',
    empty: 'Nothing is waiting',
    emptyHint: 'What is spoken to an Echo waits here for your yes. Without one, nothing leaves the house.',
    noContacts: 'Add a contact first: the Echo takes messages only for people it knows.',
    addContact: 'Add the first one',
  },

  message: {
    label: (name: string) => `Message for ${name}`,
    unchosen: 'someone you choose',
    chooseTitle: 'Who is it for?',
    removedContact: 'a contact that was removed',
    removedContactTitle: 'A contact that was removed',
    unchecked: 'a contact that is not checked',
    uncheckedTitle: 'Not checked',
    heldFor: (name: string) => `The Echo held it for ${name}.`,
    timeLeft: (time: string) => `${time} left`,
    state: {
      rendering: 'Being made',
      held: 'Waiting',
      released: 'Released',
      sending: 'Sending',
      unknown: 'Unclear',
      delivered: 'Delivered',
      discarded: 'Discarded',
      expired: 'Expired',
      failed: 'Not sent',
    },
    status: {
      rendering: 'The recording is being made. You can discard it already.',
      held: '',
      released: 'It is sent in a moment.',
      retrying: 'It was not taken yet and is tried again. Until then you can take it back.',
      sending: 'It is being sent now.',
      unknown: 'It may or may not have arrived. Nothing is tried again unless you say so.',
      delivered: 'It was handed over for delivery.',
      discarded: 'Nothing was sent.',
      discardedByVoice: 'It was discarded by voice. Nothing was sent.',
      expired: 'Nobody answered in time. Nothing was sent.',
      failed: 'It could not be sent.',
      notRendered: 'The recording could not be made. Nothing was sent.',
    },
    /** Whose answer it was. */
    answered: {
      release: (who: string) => `${who} released it.`,
      discard: (who: string) => `${who} discarded it.`,
      notMe: (who: string) => `${who} said “That wasn’t me”.`,
    },
    answeredBy: (by: string) => `The answer came ${by}.`,
    notSent:
      'Not sent: the house could not be reached when you tapped. Nothing left, and nothing will by itself. Send it again if you still want to.',
    position: 'Position',
    play: 'Play',
    pause: 'Pause',
    speed: (rate: number) => `Speed ${rate}×`,
    send: 'Send it',
    sendAgain: 'Send it again',
    mayArriveTwice: 'If the first attempt did arrive, it arrives twice.',
    tooLate: 'It is too late to send it again.',
    discard: 'Discard',
    notMe: 'That wasn’t me',
    someoneElse: 'Send to someone else',
    instead: (name: string) => `Send to ${name} instead?`,
    insteadAbout: 'This is not whom the Echo heard.',
    insteadYes: (name: string) => `Yes, send to ${name}`,
    insteadNo: 'No, choose again',
    leaves: (time: string) => `It is sent in ${time}.`,
    undo: 'Take it back',
    undoing: 'Taking it back…',
    asking: { release: 'Signing and handing it over…', discard: 'Discarding…' },
    notConfirmed: {
      release:
        'Not confirmed: the house did not say whether it has your yes. It is asked again with the same signature, so nothing is sent twice.',
      discard: 'Not confirmed: the house did not say whether it is discarded. It is asked again.',
    },
    askAgain: 'Ask again now',
    hint: {
      listen: 'Play at least half of it first.',
      listening: 'Listening…',
      choose: 'Choose who it is for.',
      gone: 'That contact is no longer there. Choose another.',
      recording: 'The recording must be checked first.',
    },
    pick: 'Send to',
    details: 'Why',
    history: 'What happened',
    recording: {
      loading: 'Downloading and checking the recording…',
      changed:
        'The recording that the house gave is not the one this message speaks of. It cannot be sent. Discard it if in doubt.',
      missing: 'The recording could not be fetched.',
      unplayable: 'This browser cannot play the recording.',
      retry: 'Try again',
    },
  },

  confidence: {
    levels: [
      [0.95, 'Almost certainly meant'],
      [0.8, 'Very likely meant'],
      [0.6, 'Probably meant'],
      [0.4, 'Could be either'],
      [0.2, 'Probably an accident'],
      [0, 'Very likely an accident'],
    ] as const,
    over: (percent: number) => `over ${percent}%`,
    under: (percent: number) => `under ${percent}%`,
    percent: (percent: number) => `${percent}%`,
    prior: 'Where it starts, before anything was heard.',
    model: (name: string) => `Weighed with model ${name}.`,
    scale: 'Bars to the right speak for a message that was meant, to the left for an accident.',
    speaksFor: (weight: string) => `speaks for it, ${weight}`,
    speaksAgainst: (weight: string) => `speaks against it, ${weight}`,
    neutral: 'says nothing either way',
    noEvidence: 'That told nothing either way.',
    asked: {
      nothing: 'Somebody spoke to the Echo.',
      recipient: 'The Echo asked: To whom?',
      'name-again': 'The Echo asked for the name once more.',
      message: 'The Echo asked for the message.',
      more: 'The Echo was holding the message.',
    } as Record<string, string>,
    heard: {
      launch: 'The skill was opened.',
      send: 'A request to send a message was heard.',
      recording: 'A recording was heard.',
      add: 'More words were heard.',
      discard: 'A request to discard was heard.',
      waiting: 'A question about what is waiting was heard.',
      pair: 'A request to pair a phone was heard.',
      help: 'A request for help was heard.',
      stop: 'A stop was heard.',
      'not-understood': 'What was heard was not understood.',
      ended: 'No answer was heard.',
    } as Record<string, string>,
  },

  /** What "send" means where it answers a question. */
  heardAnswer: {
    recipient: 'An answer was heard.',
    'name-again': 'An answer was heard.',
    message: 'An answer was heard.',
  } as Record<string, string>,

  by: {
    voice: 'by voice',
    thisPhone: 'by this phone',
    phone: (name: string) => `by ${name}`,
    gone: 'by another phone',
    you: 'You',
    another: 'Another phone',
  },

  history: {
    title: 'History',
    empty: 'No messages yet',
    emptyHint: 'Every message stays listed here with what became of it and why.',
    search: 'Search by contact, room or state',
    nothingFound: 'Nothing found among the messages shown so far.',
    older: 'Older',
    newer: 'Newer',
  },

  contacts: {
    title: 'Contacts',
    about: 'Every change is signed by this phone. Nobody else can add a contact or move an address.',
    empty: 'No contacts yet',
    emptyHint: 'Add whoever you want to send messages to. The name is what you say to the Echo.',
    add: 'Add contact',
    edit: (name: string) => `Edit ${name}`,
    removeNamed: (name: string) => `Remove ${name}`,
    nameTaken: (name: string) =>
      `Another contact is called ${name} already; the Echo could not tell them apart.`,
    name: 'Name',
    nameHint: 'As you say it to the Echo.',
    nicknames: 'Nicknames',
    nicknamesHint: 'Separated by commas. Optional.',
    addressLabel: (channel: string, number: number) => (number === 1 ? channel : `${channel} ${number}`),
    dropAddress: (number: number) => `Remove address ${number}`,
    removeSure: (name: string) => `Remove ${name}? Messages can then not be sent to ${name} any more.`,
    saved: (name: string) => `${name} is saved.`,
    removed: (name: string) => `${name} is removed.`,
    moved: 'The list had changed meanwhile and was loaded again. Look at it, then save again.',
    notConfirmed:
      'The house did not answer, so it is not known whether this was saved. Save again: it is safe to ask twice.',
    also: (nicknames: string) => `also ${nicknames}`,
    similar: (names: string) => `Easily mistaken for ${names}. The Echo asks more often which one is meant.`,
  },

  house: {
    title: 'House',
    rooms: 'Rooms',
    roomsAbout: 'Each Echo gets a number when it is first heard. Give it the name of its room.',
    noRooms: 'No Echo has been heard yet.',
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
    roomName: 'Name of this room',
    renamed: (name: string) => `The room is now called ${name}.`,
    stopped: 'Stopped conversations',
    stoppedAbout: 'Ended before anything was recorded. No words are kept, only why.',
    noStopped: 'None so far.',
    stoppedLabel: (room: string) => `Stopped conversation in ${room}`,
    why: {
      unlikely: 'More likely an accident than meant.',
      silence: 'Nobody answered the Echo’s questions.',
    } as Record<string, string>,
  },

  notifications: {
    title: 'Notifications',
    about:
      'A message waits an hour for you. A notification tells you at once, so that it does not expire unseen. It never shows what was said.',
    waitingHint: 'Notifications are off on this phone.',
    turnOn: 'Switch on notifications',
    turnOff: 'Switch off',
    test: 'Send a test',
    tested: {
      taken: 'A test is on its way. It should appear in a few seconds.',
      gone: 'The browser has forgotten this phone. Switch notifications off and on again.',
      later: 'The push service is busy or cannot be reached. Try again later.',
      refused: 'The push service refused it.',
    },
    noneArrived: 'None has arrived yet.',
    arrived: (when: string) => `The last one arrived at ${when}.`,
    state: {
      unsupported: 'This browser has no notifications. Keep the page open, or use another browser.',
      'needs-home-screen': 'On an iPhone or iPad they come only to an app on the home screen:',
      denied:
        'They were refused for this page. Allow them in the browser’s settings for this site, then come back.',
      on: 'They are on for this phone.',
    },
    homeScreen: [
      'Tap Share at the bottom of Safari.',
      'Choose “Add to Home Screen”, then “Add”.',
      'Open Second Yes from the home screen and pair it there.',
    ],
  },

  month: {
    title: 'Accidents in the last 30 days',
    label: (total: number, stopped: number) =>
      total === 0
        ? 'None in the last 30 days.'
        : `${total === 1 ? '1 accident' : `${total} accidents`} in the last 30 days, ${stopped} of them stopped before anything was recorded.`,
  },

  settings: {
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
      found: 'began',
      'put-contact': 'saved',
      'remove-contact': 'removed',
      'admit-phone': 'let in',
      'name-phone': 'renamed',
      'revoke-phone': 'removed',
      'add-passkey': 'added the face or fingerprint',
      'remove-passkey': 'removed a face or fingerprint',
      set: 'changed settings:',
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
