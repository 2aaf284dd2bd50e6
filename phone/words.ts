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
    notUnderstood: 'The house answered something this page does not understand. Reload the page.',
  },

  tabs: { waiting: 'Waiting', history: 'History', contacts: 'Contacts', house: 'House', label: 'Sections' },
  waitingCount: (count: number) => (count === 1 ? '1 message' : `${count} messages`),

  connection: {
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
      'On an iPhone or iPad, first add this page to the home screen (Share, then “Add to Home Screen”) and pair from there: what is stored in Safari is not carried over.',
    noKeys:
      'This browser cannot keep a key here. Open this page over https (or on the machine itself, as localhost), and not in a private window.',
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

  happened: {
    held: 'Held',
    rendered: 'Recording made',
    extended: 'Words added',
    'not rendered': 'Recording could not be made',
    released: 'Released',
    discarded: 'Discarded',
    'taken back': 'Taken back',
    sending: 'Sending began',
    unknown: 'Went quiet midway',
    delivered: 'Delivered',
    failed: 'Not sent',
    'not taken': 'Not taken, to be tried again',
    expired: 'Expired without an answer',
    erased: 'Recording erased',
  } as Record<string, string>,
  happenedDetail: { 're-addressed': 'to another contact', "that wasn't me": 'that wasn’t me' } as Record<
    string,
    string
  >,
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
    address: 'Email address',
    addressNumber: (number: number) => `Email address ${number}`,
    addAddress: 'Add another address',
    dropAddress: (number: number) => `Remove address ${number}`,
    removeSure: (name: string) => `Remove ${name}? Messages can then not be sent to ${name} any more.`,
    saved: (name: string) => `${name} is saved.`,
    removed: (name: string) => `${name} is removed.`,
    moved: 'The list had changed meanwhile and was loaded again. Look at it, then save again.',
    notConfirmed:
      'The house did not answer, so it is not known whether this was saved. Save again: it is safe to ask twice.',
    also: (nicknames: string) => `also ${nicknames}`,
  },

  house: {
    title: 'House',
    rooms: 'Rooms',
    roomsAbout: 'Each Echo gets a number when it is first heard. Give it the name of its room.',
    noRooms: 'No Echo has been heard yet.',
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
