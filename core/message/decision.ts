import type { PhoneId } from '../household/ids.ts';
import type { HistoryEntry } from './history-entry.ts';
import type { Message } from './message.ts';

/** Why a command changes nothing. */
export const MESSAGE_REFUSALS = [
  'not-held',
  'hold-over',
  'already-answered',
  'not-ready',
  'not-listened',
  'listened-too-briefly',
  'recording-changed',
  'not-released',
  'not-claimed',
  'erased',
  'not-over',
  'send-by-passed',
] as const;
export type MessageRefusal = (typeof MESSAGE_REFUSALS)[number];

/** What a command leads to: the next document, the same document, or a refusal. `by`: who answered before. */
export type Decision =
  | { kind: 'moved'; message: Message }
  | { kind: 'unchanged'; message: Message }
  | { kind: 'refused'; code: MessageRefusal; by?: PhoneId | 'voice' };

export const unchanged = (message: Message): Decision => ({ kind: 'unchanged', message });

export const refuse = (code: MessageRefusal, by?: PhoneId | 'voice'): Decision => ({
  kind: 'refused',
  code,
  ...(by !== undefined && { by }),
});

/** The next document, with one more line in its history. */
export const moved = (message: Message, entry: HistoryEntry): Decision => ({
  kind: 'moved',
  message: { ...message, history: [...message.history, entry] },
});
