import { beforeEach, describe, expect, test } from '@jest/globals';
import type { MessageId } from '../../../../core/household/ids.ts';
import { addRoom } from '../../../../core/household/room.ts';
import { VERSION } from '../../../../core/api/version.ts';
import { after, hours } from '../../../../core/household/instant.ts';
import type { Held } from '../../../../core/message/message.ts';
import type { Documents } from '../../../../services/ports/documents.ts';
import { aCompanion, origin } from '../../../support/builders/a-companion.ts';
import {
  aHousehold,
  dictating,
  holding,
  type TestHousehold,
  storedMessage,
  trustOf,
} from '../../../support/builders/a-household.ts';
import { aRecording, aRoomId, headOfLinks, noon } from '../../../support/builders/builders.ts';

let home: TestHousehold;
let message: Held;
let call: ReturnType<typeof aCompanion>['call'];

beforeEach(async () => {
  home = await aHousehold();
  message = await holding(home);
  ({ call } = aCompanion(home));
});

const refused = (status: number, code: string) => ({ status, body: { code } });
const path = (rest = '') => `/messages/${message.id}${rest}`;
const listen = async () => ((await call('POST', path('/listen'))).body as { nonce: string }).nonce;

async function noteRoom(): Promise<void> {
  const rooms = addRoom([], aRoomId()).map(room => ({ ...room, stoppedAt: [noon] }));
  await home.documents.put(
    { kind: 'household', household: home.household, id: 'household', version: 0, rooms },
    0,
  );
}

describe('messages', () => {
  test('the list of messages has what the phone needs to decide, and no content', async () => {
    await noteRoom();
    const answered = await call('GET', '/messages?known=2');
    expect(answered.body).toEqual({
      now: noon,
      trust: { head: headOfLinks((await trustOf(home)).links), links: [] },
      version: VERSION,
      messages: [
        {
          id: message.id,
          state: 'held',
          room: { id: 'room-kitchen', name: 'Echo 1' },
          contact: 'anna',
          heldAt: noon,
          holdUntil: after(noon, hours(1)),
          sendBy: after(noon, hours(24)),
          recording: {
            digest: message.recording.digest,
            mediaType: 'audio/wav',
            duration: 4_000,
            bytes: 2_000,
            hasTranscript: true,
          },
          story: message.story,
          confidence: { logOdds: 1.5, probability: expect.closeTo(0.8176, 4) },
          friction: expect.stringMatching(/^(tap|listen|choose)$/),
          history: [{ at: noon, event: 'held' }],
          erased: false,
        },
      ],
    });
    expect(answered.text).not.toContain('Dinner');
  });

  test('the newest messages are read in one request together with the trust list', async () => {
    const more = () => Promise.reject(new Error('asked for more'));
    let overviews = 0;
    const documents: Documents = {
      ...home.documents,
      get: more,
      list: more,
      overview: (...asked) => ((overviews += 1), home.documents.overview(...asked)),
    };
    expect(await aCompanion(home, { documents }).call('GET', '/messages')).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }] },
    });
    expect(overviews).toBe(1);
  });

  test('older messages are read only after the proof is verified', async () => {
    await holding(home, { id: '01JOLDER' as MessageId });
    await holding(home, { id: '01JZNEWER' as MessageId });
    const read: string[] = [];
    const list = (async (household, kind, how) => {
      read.push(kind);
      return home.documents.list(household, kind, how);
    }) as Documents['list'];
    const documents = { ...home.documents, list, overview: () => Promise.reject(new Error('the newest')) };
    const phone = aCompanion(home, { documents });
    const url = `${origin}/households/${home.household}/messages`;
    const proof = await home.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    expect(await phone.call('GET', '/messages?before=01JOLDER', undefined, { by: null })).toMatchObject(
      refused(401, 'proof-missing'),
    );
    expect(read).toEqual([]);
    expect(await phone.call('GET', '/messages?before=01JOLDER', undefined, { proof })).toMatchObject({
      status: 200,
      body: { messages: [{ id: message.id }] },
    });
  });

  test('messages are listed newest first', async () => {
    await holding(home, { id: '01JOLDER' as MessageId });
    await holding(home, { id: '01JZNEWER' as MessageId });
    const { body } = await call('GET', '/messages');
    expect((body['messages'] as { id: string }[]).map(({ id }) => id)).toEqual([
      '01JZNEWER',
      '01JOLDER',
      '01JMESSAGE',
    ]);
  });

  test('one message is shown by its id, and an unknown id is refused as no-such-message', async () => {
    expect((await call('GET', path())).body).toMatchObject({
      now: noon,
      message: { id: message.id, room: { id: message.room } },
    });
    expect(await call('GET', '/messages/01JNONE')).toMatchObject(refused(404, 'no-such-message'));
  });

  test('a message of another household is not shown', async () => {
    home.documents.plant({ ...message, household: 'household-2' as never, id: '01JTHEIRS' as MessageId });
    expect(await call('GET', '/messages/01JTHEIRS')).toMatchObject(refused(404, 'no-such-message'));
    expect((await call('GET', '/messages')).text).not.toContain('01JTHEIRS');
  });
});

describe('the recording', () => {
  test('a dictated recording is downloaded byte for byte, with its media type and its transcript', async () => {
    const url = `${origin}/households/${home.household}${path('/recording')}`;
    const proof = await home.phone.prove({ method: 'GET', url, body: new Uint8Array() }, noon);
    const response = await aCompanion(home).api.request(url, { headers: { DPoP: proof } });
    const form = await response.formData();
    const [audio, transcript] = ['audio', 'transcript'].map(part => form.get(part) as File);
    expect(audio?.type).toBe('audio/wav');
    expect(new Uint8Array((await audio?.arrayBuffer()) ?? [])).toEqual(aRecording().audio);
    expect(await transcript?.text()).toBe('Dinner is at seven.');
  });

  test('a recording that was erased or changed in the store is refused as no-recording', async () => {
    const key = { household: home.household, message: message.id };
    home.recordings.tamper(key, message.recording.digest, bytes => bytes.fill(1, 100, 101));
    expect(await call('GET', path('/recording'))).toMatchObject(refused(404, 'no-recording'));
    await home.recordings.erase(key);
    expect(await call('GET', path('/recording'))).toMatchObject(refused(404, 'no-recording'));
  });

  test('a message that is unknown or not rendered yet has no recording', async () => {
    expect(await call('GET', '/messages/01JNONE/recording')).toMatchObject(refused(404, 'no-recording'));
    const dictated = await dictating(await aHousehold());
    home.documents.plant({ ...dictated, id: '01JWORDS' as MessageId });
    expect(await call('GET', '/messages/01JWORDS/recording')).toMatchObject(refused(404, 'no-recording'));
  });
});

describe('listening', () => {
  test('listening gives a fresh nonce each time, bound to this phone', async () => {
    expect([await listen(), await listen()]).toEqual(['nonce-1', 'nonce-2']);
    expect((await storedMessage(home, message)).listening).toMatchObject([
      { phone: home.phone.id, nonce: 'nonce-2', recording: message.recording.digest },
    ]);
  });

  test('listening to a message that is unknown or no longer held is refused', async () => {
    expect(await call('POST', '/messages/01JNONE/listen')).toMatchObject(refused(404, 'no-such-message'));
    home.clock.pass(hours(1));
    expect(await call('POST', path('/listen'))).toMatchObject(refused(409, 'hold-over'));
  });
});
