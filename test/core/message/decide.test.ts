import { describe, expect, test } from '@jest/globals';
import { addressDigest } from '../../../core/household/contact.ts';
import { after, type Instant, minutes, seconds } from '../../../core/household/instant.ts';
import { sha256 } from '../../../core/household/bytes/sha256.ts';
import type { Command } from '../../../core/message/command.ts';
import { decide } from '../../../core/message/decide.ts';
import { historyEntrySchema } from '../../../core/message/history-entry.ts';
import { type AttemptResult, outcomeSchema } from '../../../core/message/outcome.ts';
import type { Message, MessageState } from '../../../core/message/message.ts';
import {
  anAttempt,
  aClaim,
  aDeliveredMessage,
  aDiscardedMessage,
  aFailedMessage,
  aHeardMessage,
  aHeldMessage,
  anExpiredMessage,
  anUnknownMessage,
  aPhoneId,
  aRecording,
  aReference,
  aReleasedMessage,
  aRenderingMessage,
  aSendingMessage,
  aVerifiedDiscard,
  aVerifiedRelease,
  noon,
  aStory,
} from '../../support/builders/builders.ts';

const soon = after(noon, minutes(1));
const held = aHeldMessage();
const dictation = aRenderingMessage().dictation;

/** A message in each state, an hour's hold begun at noon. */
const inState: Record<MessageState, Message> = {
  rendering: aRenderingMessage(),
  held: { ...aHeardMessage(aPhoneId(), 'nonce-2'), dictation },
  released: aReleasedMessage(),
  sending: aSendingMessage(),
  unknown: {
    ...anUnknownMessage(),
    listening: [{ phone: aPhoneId(), nonce: 'nonce-2', at: noon, recording: held.recording.digest }],
  },
  delivered: aDeliveredMessage(),
  discarded: aDiscardedMessage(),
  expired: anExpiredMessage(),
  failed: aFailedMessage(),
};

const report = (result: AttemptResult): Command => ({
  do: 'report',
  claim: 'claim-1',
  to: addressDigest({ channel: 'email', address: 'anna@example.org' }),
  others: false,
  attempt: anAttempt(result),
  retryAt: after(noon, minutes(2)),
});

/** Each thing that can be asked, in its plainest form. */
const asked = {
  extend: {
    do: 'extend',
    dictation: { transcript: sha256('more words'), characters: 10 },
    story: aStory(),
  },
  render: { do: 'render', from: dictation, recording: aReference() },
  'record-again': {
    do: 'record-again',
    recording: aReference(aRecording({ transcript: 'Something else.' })),
    phone: aPhoneId(),
  },
  'fail-to-render, for now': { do: 'fail-to-render', final: false, retryAt: soon, reason: 'no-speech' },
  'fail-to-render, at last': { do: 'fail-to-render', final: true, retryAt: soon, reason: 'no-speech' },
  listen: { do: 'listen', phone: aPhoneId(), nonce: 'nonce-9' },
  release: {
    do: 'release',
    approval: aVerifiedRelease(held, { jws: 'release-2', statement: { nonce: 'nonce-2' } }),
    required: 'listen',
    undo: 0,
  },
  'discard on the phone': { do: 'discard', by: aVerifiedDiscard(held, { jws: 'discard-2' }), undo: 0 },
  'discard by voice': { do: 'discard', by: 'voice' },
  undo: { do: 'undo', phone: aPhoneId() },
  'expire, in time': { do: 'expire' },
  'expire, after the hold': { do: 'expire' },
  claim: { do: 'claim', claim: aClaim() },
  'refuse-release': { do: 'refuse-release', outcome: { code: 'address-changed' } },
  'report taken': report('taken'),
  'report refused': report('refused'),
  'report not-taken': report('not-taken'),
  'report unclear': report('unclear'),
  'lose-claim': { do: 'lose-claim' },
  'give-up, in time': { do: 'give-up' },
  'give-up, after sendBy': { do: 'give-up' },
  erase: { do: 'erase' },
} as const satisfies Record<string, Command>;

type Asked = keyof typeof asked;

const whenAsked = (what: Asked): Instant =>
  (
    ({ 'expire, after the hold': held.holdUntil, 'give-up, after sendBy': held.sendBy }) as Record<
      string,
      Instant
    >
  )[what] ?? soon;

/** Where each question leads: `-> state`, `unchanged`, or the code of the refusal. */
const table: Record<Asked, Record<MessageState, string>> = {
  extend: {
    rendering: '-> rendering',
    held: '-> rendering',
    released: 'not-held',
    sending: 'not-held',
    unknown: 'not-held',
    delivered: 'not-held',
    discarded: 'not-held',
    expired: 'not-held',
    failed: 'not-held',
  },
  render: {
    rendering: '-> held',
    held: 'unchanged',
    released: 'not-held',
    sending: 'not-held',
    unknown: 'not-held',
    delivered: 'not-held',
    discarded: 'not-held',
    expired: 'not-held',
    failed: 'not-held',
  },
  'record-again': { ...onlyFrom('held', '-> held', 'not-held') },
  'fail-to-render, for now': { ...onlyFrom('rendering', '-> rendering', 'not-held') },
  'fail-to-render, at last': { ...onlyFrom('rendering', '-> failed', 'not-held') },
  listen: {
    ...onlyFrom('held', '-> held', 'not-held'),
    rendering: 'not-ready',
    unknown: '-> unknown',
  },
  release: {
    rendering: 'not-ready',
    held: '-> released',
    released: 'already-answered by phone-1',
    sending: 'already-answered by phone-1',
    unknown: '-> released',
    delivered: 'already-answered by phone-1',
    discarded: 'already-answered by phone-1',
    expired: 'not-held',
    failed: 'already-answered by phone-1',
  },
  'discard on the phone': {
    rendering: '-> discarded',
    held: '-> discarded',
    released: 'already-answered by phone-1',
    sending: 'already-answered by phone-1',
    unknown: 'already-answered by phone-1',
    delivered: 'already-answered by phone-1',
    discarded: 'already-answered by phone-1',
    expired: 'not-held',
    failed: 'already-answered by phone-1',
  },
  'discard by voice': {
    rendering: '-> discarded',
    held: '-> discarded',
    released: 'already-answered by phone-1',
    sending: 'already-answered by phone-1',
    unknown: 'already-answered by phone-1',
    delivered: 'already-answered by phone-1',
    discarded: 'already-answered by phone-1',
    expired: 'not-held',
    failed: 'already-answered by phone-1',
  },
  undo: onlyFrom('released', '-> held', 'not-released'),
  'expire, in time': {
    ...onlyFrom('rendering', 'not-over', 'not-held'),
    held: 'not-over',
    expired: 'unchanged',
  },
  'expire, after the hold': {
    ...onlyFrom('rendering', '-> expired', 'not-held'),
    held: '-> expired',
    expired: 'unchanged',
  },
  claim: onlyFrom('released', '-> sending', 'not-released'),
  'refuse-release': onlyFrom('released', '-> failed', 'not-released'),
  'report taken': { ...onlyFrom('sending', '-> delivered', 'not-claimed'), unknown: '-> delivered' },
  'report refused': onlyFrom('sending', '-> failed', 'not-claimed'),
  'report not-taken': onlyFrom('sending', '-> released', 'not-claimed'),
  'report unclear': onlyFrom('sending', '-> unknown', 'not-claimed'),
  'lose-claim': onlyFrom('sending', '-> unknown', 'not-claimed'),
  'give-up, in time': onlyFrom('released', 'not-over', 'not-released'),
  'give-up, after sendBy': onlyFrom('released', '-> failed', 'not-released'),
  erase: {
    rendering: 'not-over',
    held: 'not-over',
    released: 'not-over',
    sending: 'not-over',
    unknown: '-> unknown',
    delivered: '-> delivered',
    discarded: '-> discarded',
    expired: '-> expired',
    failed: '-> failed',
  },
};

function onlyFrom(state: MessageState, leads: string, elsewhere: string): Record<MessageState, string> {
  const all = Object.keys(inState).map(one => [one, one === state ? leads : elsewhere]);
  return Object.fromEntries(all) as Record<MessageState, string>;
}

/** What became of it, in the words of the table. */
function answerOf(message: Message, command: Command, now: Instant): string {
  const decision = decide(message, command, now);
  switch (decision.kind) {
    case 'moved':
      return `-> ${decision.message.state}`;
    case 'unchanged':
      return 'unchanged';
    case 'refused':
      return decision.by === undefined ? decision.code : `${decision.code} by ${decision.by}`;
  }
}

const states = Object.keys(inState) as MessageState[];

describe('where each question leads from each state', () => {
  for (const what of Object.keys(asked) as Asked[])
    test.each(states)(`the command “${what}” has in the state %s the answer of the table`, state => {
      expect(answerOf(inState[state], asked[what], whenAsked(what))).toBe(table[what][state]);
    });
});

describe('a decision', () => {
  test.each(states)('a decision never changes the document that it was made on (%s)', state => {
    const before = JSON.stringify(inState[state]);
    for (const what of Object.keys(asked) as Asked[]) decide(inState[state], asked[what], whenAsked(what));
    expect(JSON.stringify(inState[state])).toBe(before);
  });

  test('a decision that changes nothing gives back the same document', () => {
    const decision = decide(inState.expired, { do: 'expire' }, soon);
    expect(decision).toEqual({ kind: 'unchanged', message: inState.expired });
  });

  test('a decision adds one entry to the history', () => {
    const decision = decide(held, { do: 'discard', by: 'voice' }, soon);
    expect(decision).toMatchObject({
      message: { history: [...held.history, { at: soon, event: 'discarded', by: 'voice' }] },
    });
  });
});

/** What the decisions on this question leave behind, from each state that it may be asked in. */
const messagesAfter = (what: Asked): Message[] =>
  states.flatMap(state => {
    const decision = decide(inState[state], asked[what], whenAsked(what));
    return decision.kind === 'moved' ? [decision.message] : [];
  });

describe('what the phone is told', () => {
  test.each(Object.keys(asked) as Asked[])('the phone can read the history after: %s', what => {
    for (const { history } of messagesAfter(what))
      for (const entry of history) expect(historyEntrySchema.parse(entry)).toEqual(entry);
  });

  test.each([
    [{ at: noon, event: 'released', by: aPhoneId(), toAnotherContact: true }],
    [{ at: noon, event: 'discarded', by: 'voice' }],
    [{ at: noon, event: 'discarded', by: aPhoneId(), notMe: true }],
    [{ at: noon, event: 'failed', outcome: { code: 'send-by-passed' }, mayHaveArrived: true }],
    [{ at: noon, event: 'not-rendered', reason: 'transcript-missing' }],
  ])('the phone can read the history entry %j', entry => {
    expect(historyEntrySchema.parse(entry)).toEqual(entry);
  });

  test.each(Object.keys(asked) as Asked[])('the phone can read the outcome after: %s', what => {
    for (const message of messagesAfter(what))
      if ('outcome' in message) expect(outcomeSchema.parse(message.outcome)).toEqual(message.outcome);
  });
});

describe('silence is no', () => {
  test('a held message expires at holdUntil, and not a millisecond before', () => {
    expect(answerOf(held, { do: 'expire' }, after(held.holdUntil, -1))).toBe('not-over');
    expect(answerOf(held, { do: 'expire' }, held.holdUntil)).toBe('-> expired');
  });

  test.each([
    ['a release', asked.release],
    ['a discard', asked['discard on the phone']],
    ['a discard by voice', asked['discard by voice']],
    ['listening', asked.listen],
    ['more words', asked.extend],
  ] as [string, Command][])(
    '%s is refused from holdUntil on, even before anybody expired the message',
    (_, command) => {
      expect(answerOf(inState.held, command, held.holdUntil)).toBe('hold-over');
      expect(answerOf(inState.held, command, after(held.holdUntil, -1))).not.toBe('hold-over');
    },
  );

  test('a rendering after holdUntil is refused as hold-over', () => {
    expect(answerOf(inState.rendering, asked.render, held.holdUntil)).toBe('hold-over');
  });
});

describe('erasing', () => {
  test('the erasing of a message is recorded once', () => {
    const erased = aDeliveredMessage({ erasedAt: soon });
    expect(answerOf(erased, { do: 'erase' }, after(soon, seconds(1)))).toBe('unchanged');
  });

  test('an erased unknown message can be neither played nor released again', () => {
    const erased = { ...inState.unknown, erasedAt: soon } as Message;
    expect(answerOf(erased, asked.listen, soon)).toBe('erased');
    expect(answerOf(erased, asked.release, soon)).toBe('erased');
  });

  test('an erased unknown message is still delivered by a late report that it was taken', () => {
    const erased = { ...inState.unknown, erasedAt: soon } as Message;
    expect(answerOf(erased, asked['report taken'], soon)).toBe('-> delivered');
  });
});
