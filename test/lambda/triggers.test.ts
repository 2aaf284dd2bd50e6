import { describe, expect, test } from '@jest/globals';
import { parseBatch } from '../../lambda/triggers.ts';
import { aHouseholdId, aMessageId } from '../support/builders/builders.ts';

const home = aHouseholdId('home');

/** A record of the table's stream, which names the document that changed. */
const aChange = (sk: string, number: string, pk: string = home) => ({
  eventSource: 'aws:dynamodb',
  eventName: 'MODIFY',
  dynamodb: { SequenceNumber: number, Keys: { pk: { S: pk }, sk: { S: sk } } },
});
/** A record of the queue. */
const queued = (id: string, body: string) => ({ eventSource: 'aws:sqs', messageId: id, body });
const aWakeUp = (message: string, id: string, household: string = home) =>
  queued(id, JSON.stringify({ household, message }));

const toMessage = (name: string, household = home) => ({
  kind: 'message',
  household,
  message: aMessageId(name),
});
const parse = (...Records: unknown[]) => parseBatch({ Records });

describe('changes of the table', () => {
  test('a change marker leads to its message, with the sequence number of the record', () => {
    expect(parse(aChange('~changed#a', '100'))).toEqual({
      source: 'change',
      triggers: [{ subject: toMessage('a'), records: ['100'] }],
      malformed: 0,
    });
  });

  test('a change of a trust list leads to the trust list', () => {
    expect(parse(aChange('3#trust#trust', '100'))?.triggers).toEqual([
      { subject: { kind: 'trust', household: home }, records: ['100'] },
    ]);
  });

  test('changes of one message are one trigger with all their records in order', () => {
    const batch = parse(
      aChange('~changed#a', '1'),
      aChange('~changed#b', '2'),
      aChange('~changed#a', '3'),
      aChange('~changed#a', '4'),
    );
    expect(batch?.triggers).toEqual([
      { subject: toMessage('a'), records: ['1', '3', '4'] },
      { subject: toMessage('b'), records: ['2'] },
    ]);
  });

  test('changes of messages with the same id in two households are two triggers', () => {
    const other = aHouseholdId('other');
    expect(parse(aChange('~changed#a', '1'), aChange('~changed#a', '2', other))?.triggers).toEqual([
      { subject: toMessage('a'), records: ['1'] },
      { subject: toMessage('a', other), records: ['2'] },
    ]);
  });

  test('changes of a trust list and of a message of one household are two triggers', () => {
    const batch = parse(
      aChange('3#trust#trust', '1'),
      aChange('~changed#a', '2'),
      aChange('3#trust#trust', '3'),
    );
    expect(batch?.triggers.map(({ subject, records }) => [subject.kind, records])).toEqual([
      ['trust', ['1', '3']],
      ['message', ['2']],
    ]);
  });

  test.each([
    '2#household#household',
    '0#pairing#pairing',
    '0#stopped#a',
    '0#proof#phone.jti',
    '0#passkey#a',
    '4#subscription#a',
    '0#activity#a',
    '1#message#a',
    'changed#a',
    '~changeds#a',
    '~changed#',
    '~changed',
    '3#trusted#a',
    'trust#trust',
  ])('a change of %s leads to nothing and is not malformed', sk => {
    expect(parse(aChange(sk, '1'))).toEqual({ source: 'change', triggers: [], malformed: 0 });
  });
});

describe('wake-ups', () => {
  test('a wake-up leads to its message, with the id that the queue gave it', () => {
    expect(parse(aWakeUp('a', 'queue-1'))).toEqual({
      source: 'wake-up',
      triggers: [{ subject: toMessage('a'), records: ['queue-1'] }],
      malformed: 0,
    });
  });

  test('wake-ups of one message are one trigger with all their records', () => {
    expect(parse(aWakeUp('a', '1'), aWakeUp('b', '2'), aWakeUp('a', '3'))?.triggers).toEqual([
      { subject: toMessage('a'), records: ['1', '3'] },
      { subject: toMessage('b'), records: ['2'] },
    ]);
  });
});

/** Malformed records of the known sources. */
const badChanges: [string, object][] = [
  ['has no data', {}],
  ['has no sequence number', { dynamodb: { Keys: { pk: { S: home }, sk: { S: '~changed#a' } } } }],
  ['has no keys', { dynamodb: { SequenceNumber: '1' } }],
  [
    'has a key that is a number',
    { dynamodb: { SequenceNumber: '1', Keys: { pk: { S: home }, sk: { N: '1' } } } },
  ],
];
const badWakeUps: [string, object][] = [
  ['has no body', { messageId: '1' }],
  ['has no id', { body: JSON.stringify({ household: home, message: 'a' }) }],
  ['has a body that is no JSON', queued('1', '{"household":')],
  ['has a body of null', queued('1', 'null')],
  ['has a body without a message', queued('1', JSON.stringify({ household: home }))],
  ['has a message that is a number', queued('1', JSON.stringify({ household: home, message: 7 }))],
];

describe('malformed records', () => {
  test.each(badChanges)(
    'a change that %s is counted as malformed, and the others are parsed',
    (_what, record) => {
      const bad = { eventSource: 'aws:dynamodb', ...record };
      expect(parse(aChange('~changed#a', '1'), bad, aChange('~changed#b', '3'), bad)).toEqual({
        source: 'change',
        triggers: [
          { subject: toMessage('a'), records: ['1'] },
          { subject: toMessage('b'), records: ['3'] },
        ],
        malformed: 2,
      });
    },
  );

  test.each(badWakeUps)(
    'a wake-up that %s is counted as malformed, and the others are parsed',
    (_what, record) => {
      const bad = { eventSource: 'aws:sqs', ...record };
      expect(parse(bad, aWakeUp('b', '2'))).toEqual({
        source: 'wake-up',
        triggers: [{ subject: toMessage('b'), records: ['2'] }],
        malformed: 1,
      });
    },
  );
});

const unknown: [string, unknown][] = [
  ['nothing', undefined],
  ['null', null],
  ['a text', '~changed#a'],
  ['an object without records', {}],
  ['no records', { Records: [] }],
  ['records that are no list', { Records: aChange('~changed#a', '1') }],
  ['records of another source', { Records: [{ ...aWakeUp('a', '1'), eventSource: 'aws:s3' }] }],
  ['records without a source', { Records: [{ messageId: '1', body: '{}' }] }],
  ['records of both sources at once', { Records: [aChange('~changed#a', '1'), aWakeUp('a', '2')] }],
];

test.each(unknown)('an event that is %s is not a batch', (_what, event) => {
  expect(parseBatch(event)).toBeUndefined();
});
