import { join } from 'node:path';
import Database from 'libsql';
import type { MessageView } from '../../../core/api/message-routes.ts';
import { seconds } from '../../../core/household/instant.ts';
import type { PhoneClient } from '../builders/phone-client.ts';
import type { TestHomeServer } from './test-home-server.ts';

type Row = { version: number; body: string };
export type Edit<T> = (document: T) => T;

/** Somebody who writes a home server's database behind its back, and has neither a phone nor the anchor key. */
export type DatabaseAttacker = ReturnType<typeof databaseAttacker>;

/** A phone must listen for half of their duration. */
export const FEW_WORDS = 'hi';

const ROOMS = ['Kitchen', 'Living room', 'Bedroom'];

export function databaseAttacker(at: TestHomeServer, phone: PhoneClient) {
  const db = new Database(join(at.dir, 'documents.db'));
  let nudges = 0;
  let spoken = 0;

  const rowOf = (kind: 'message' | 'trust', id: string): Row =>
    db.prepare('SELECT version, body FROM documents WHERE kind = ? AND id = ?').get(kind, id) as Row;

  function edit<T>(kind: 'message' | 'trust', id: string, change: Edit<T>): void {
    const body = JSON.stringify(change(JSON.parse(rowOf(kind, id).body) as T));
    // The message becomes due at once, so that the courier works on it.
    db.prepare('UPDATE documents SET body = ?, due_at = ? WHERE kind = ? AND id = ?').run(
      body,
      kind === 'message' ? 0 : null,
      kind,
      id,
    );
    if (kind === 'message') nudge();
  }

  /** Makes the courier look at all messages now, also at pausing ones. Any write makes it look. */
  function nudge(): void {
    at.pass(seconds(1));
    const { household } = at.server;
    void at.adapters.documents.put(
      { kind: 'proof', household, id: `nudge-${++nudges}`, version: 0, until: 0 as never },
      0,
    );
  }

  /** Holds a message for Anna. The rooms take turns, so that no room has too many. */
  async function held(words = FEW_WORDS): Promise<MessageView> {
    const room = ROOMS[(spoken += 1) % ROOMS.length];
    await at.say('alexa, tell second yes to send a message to anna', room);
    await at.say(words, room);
    await at.say('stop', room);
    return newest('held');
  }

  /** Waits until the newest message is in this state. */
  async function newest(state: MessageView['state']): Promise<MessageView> {
    const [view] = await onceSo(
      () => phone.messages(),
      ([one]) => one?.state === state,
    );
    return view as MessageView;
  }

  /** Calls `ask` now and after each change of a message, until its result matches. */
  async function onceSo<T>(ask: () => T | Promise<T>, is: (answer: T) => boolean): Promise<T> {
    for (;;) {
      let stop = () => {};
      const changed = new Promise<void>(resolve => {
        stop = at.adapters.documents.onChange(({ kind }) => kind === 'message' && resolve());
      });
      const answer = await ask();
      if (is(answer)) {
        stop();
        return answer;
      }
      await changed;
      stop();
    }
  }

  /** Waits until a message matches, as the phone sees it. */
  const seen = (id: string, is: (message: MessageView) => boolean): Promise<MessageView> =>
    onceSo(
      async () => (await phone.call<{ message: MessageView }>('GET', `/messages/${id}`)).body.message,
      is,
    );

  /** Waits until a message has failed, and was not delivered before. */
  const ended = (id: string): Promise<MessageView> =>
    seen(id, ({ state }) => {
      if (state === 'delivered') throw new Error(`The message ${id} was delivered.`);
      return state === 'failed';
    });

  return { rowOf, edit, held, newest, onceSo, seen, ended, close: () => db.close() };
}
