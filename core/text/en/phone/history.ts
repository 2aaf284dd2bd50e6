import type { HistoryEntry, HistoryEvent } from '../../../message/history-entry.ts';
import { outcomeText, renderingFailureText } from './outcome.ts';

/** What happened to a message, in a few words that name no person. */
export const historyEvents: Record<HistoryEvent, string> = {
  held: 'Held',
  rendered: 'Recording made',
  extended: 'Words added',
  'not-rendered': 'Recording couldn’t be made',
  'recorded-again': 'Recorded again',
  released: 'Approved',
  discarded: 'Discarded',
  'taken-back': 'Taken back',
  sending: 'Sending began',
  unknown: 'No answer while sending',
  delivered: 'Delivered',
  failed: 'Not sent',
  refused: 'Refused at one address',
  'not-taken': 'Not accepted yet, will be tried again',
  expired: 'Expired without an answer',
  erased: 'Recording erased',
};

/** What there is to say beyond the event itself. */
export function historyDetail(entry: HistoryEntry): string | undefined {
  switch (entry.event) {
    case 'released':
      return entry.toAnotherContact && 'to another contact';
    case 'discarded':
      return entry.notMe && 'that wasn’t me';
    case 'not-rendered':
      return renderingFailureText[entry.reason];
    case 'not-taken':
    case 'refused':
    case 'unknown':
    case 'delivered':
      return outcomeText(entry.outcome);
    case 'failed':
      return outcomeText(entry.outcome, entry.mayHaveArrived);
    case 'held':
    case 'rendered':
    case 'extended':
    case 'recorded-again':
    case 'taken-back':
    case 'sending':
    case 'expired':
    case 'erased':
      return undefined;
  }
}
