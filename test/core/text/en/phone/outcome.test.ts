import { describe, expect, test } from '@jest/globals';
import type { HistoryEntry } from '../../../../../core/message/history-entry.ts';
import type { NotTakenOutcome, Outcome } from '../../../../../core/message/outcome.ts';
import { historyDetail } from '../../../../../core/text/en/phone/history.ts';
import { outcomeText } from '../../../../../core/text/en/phone/outcome.ts';
import { noon } from '../../../../support/builders/builders.ts';

const service = 'mail-server';

describe('the sentence for an outcome', () => {
  test.each<[Outcome | NotTakenOutcome, string]>([
    [{ code: 'taken', service, reply: '250 ok' }, 'The mail server took it: 250 ok'],
    [
      { code: 'refused', service, reply: '550 No such user' },
      'The mail server refused the message: 550 No such user',
    ],
    [{ code: 'refused', service: 'amazon-ses' }, 'Amazon SES refused the message.'],
    [{ code: 'stopped' }, 'The recipient has asked for no more messages at this address.'],
    [{ code: 'gave-up' }, 'It could not be delivered in time.'],
    [
      { code: 'gave-up', last: { code: 'login-refused', service, reply: '535 no' } },
      'It could not be delivered in time. The mail server refused the login: 535 no',
    ],
    [
      { code: 'login-refused', service, reply: '535 5.7.8 wrong password …' },
      'The mail server refused the login: 535 5.7.8 wrong password …',
    ],
    [
      { code: 'not-reached', service, cause: 'ECONNREFUSED' },
      'The mail server could not be reached (ECONNREFUSED).',
    ],
    [{ code: 'timed-out', service }, 'The mail server did not answer in time.'],
    [
      { code: 'went-quiet', service, how: 'timed-out' },
      'The mail server did not confirm the message in time; it may or may not have arrived.',
    ],
    [
      { code: 'went-quiet', service: 'amazon-ses', how: 'fault' },
      'Amazon SES had a fault before it confirmed the message; it may or may not have arrived.',
    ],
    [{ code: 'interrupted' }, 'The delivery was interrupted before anything was sent.'],
    [{ code: 'claim-lost' }, 'The delivery was interrupted; it may or may not have arrived.'],
    [{ code: 'address-changed' }, "The contact's address was changed after the release."],
    [{ code: 'not-rendered', reason: 'no-speech' }, 'The words could not be turned into speech.'],
  ])('the outcome %j is shown as “%s”', (outcome, sentence) => {
    expect(outcomeText(outcome)).toBe(sentence);
  });

  test('a failure after an attempt that may have arrived says so', () => {
    expect(outcomeText({ code: 'send-by-passed' }, true)).toBe(
      'It could not be delivered in time. An earlier attempt may have arrived.',
    );
  });
});

describe('the detail of a history entry', () => {
  test.each<[HistoryEntry, string | undefined]>([
    [{ at: noon, event: 'held' }, undefined],
    [{ at: noon, event: 'discarded', by: 'voice' }, undefined],
    [{ at: noon, event: 'discarded', by: 'voice', notMe: true }, 'that wasn’t me'],
    [
      { at: noon, event: 'not-rendered', reason: 'transcript-missing' },
      'The dictated words are gone from the store.',
    ],
    [
      { at: noon, event: 'failed', outcome: { code: 'unknown-contact' }, mayHaveArrived: true },
      'The contact was removed after the release. An earlier attempt may have arrived.',
    ],
  ])('the history entry %j says “%s”', (entry, detail) => {
    expect(historyDetail(entry)).toBe(detail);
  });
});
