import { decide } from '../../core/message/decide.ts';
import { hold } from '../../core/message/hold.ts';
import type { Message } from '../../core/message/message.ts';
import { type Room, STOPPED_LOOKED_AT, withStopped } from '../../core/household/room.ts';
import type { Household } from '../../core/conversation/household.ts';
import type { HouseholdId, RoomId } from '../../core/household/ids.ts';
import { changeDocument } from '../storage/change-document.ts';
import { changeMessage } from '../storage/change-message.ts';
import { changeRoom } from '../storage/change-room.ts';
import { eraseLeftovers } from '../storage/erase-leftovers.ts';
import { keepRecording } from '../storage/keep-recording.ts';
import { DICTATION_LIMIT } from '../../core/conversation/content.ts';
import type { SkillParts } from './skill-parts.ts';
import type { Effect } from '../../core/conversation/step.ts';

/** What came of an effect: done, perhaps with something for a card, or not done and nothing kept. */
export type Done = { done: true; pairing?: { code: string; phone: string } } | { done: false };

const DONE: Done = { done: true };
const NOT_DONE: Done = { done: false };

/** Does what a step asks for. Failures of the stores are thrown, after what was half done has been undone. */
export async function carryOut(
  effect: Effect,
  { id: household, settings, rooms }: Pick<Household, 'id' | 'settings' | 'rooms'>,
  parts: SkillParts,
): Promise<Done> {
  switch (effect.do) {
    case 'hold':
      return keepMessage(effect, household, { settings, rooms }, parts);
    case 'extend':
      return extend(effect, household, parts);
    case 'discard': {
      const decision = await changeMessage(parts.documents, {
        household,
        id: effect.message,
        command: { do: 'discard', by: 'voice' },
        now: parts.clock(),
      });
      return decision.kind === 'moved' || decision.kind === 'unchanged' ? DONE : NOT_DONE;
    }
    case 'keep-story':
      return keepStory(effect, household, rooms, parts);
    case 'pause-room':
      await changeRoom(parts.documents, { household, id: effect.room }, room => ({
        ...room,
        pausedAt: parts.clock(),
      }));
      return DONE;
    case 'offer-pairing': {
      const pairing = await parts.offerPairing(household);
      return pairing ? { done: true, pairing } : NOT_DONE;
    }
  }
}

/**
 * The story first, then its time beside its room. That is told anew of the stories that are kept: what a crash left out
 * between the two is made up for by the next, and the same request again counts nothing twice.
 */
async function keepStory(
  { stopped, room: id }: Extract<Effect, { do: 'keep-story' }>,
  household: HouseholdId,
  rooms: readonly Room[],
  parts: SkillParts,
): Promise<Done> {
  const { documents } = parts;
  const { name } = await knownRoom(household, id, rooms, parts);
  const [isNew, earlier] = await Promise.all([
    documents.put({ kind: 'stopped', household, version: 0, ...stopped, room: { id, name } }, 0),
    documents.list(household, 'stopped', { limit: STOPPED_LOOKED_AT }),
  ]);
  const times = earlier.filter(({ room }) => room.id === id).map(({ at }) => at);
  if (isNew) times.push(stopped.at);
  await changeRoom(documents, { household, id }, room => withStopped(room, times));
  return DONE;
}

/** Content first, the document last: a message that is known is a message that is whole. */
async function keepMessage(
  { message, content }: Extract<Effect, { do: 'hold' }>,
  household: HouseholdId,
  { settings, rooms }: Pick<Household, 'settings' | 'rooms'>,
  parts: SkillParts,
): Promise<Done> {
  const { documents, recordings, clock } = parts;
  const owner = { household, message: message.id };
  try {
    await knownRoom(household, message.room, rooms, parts);
    let document: Message;
    if ('words' in content) {
      const transcript = await recordings.put(owner, new TextEncoder().encode(content.words));
      document = hold(
        { household, ...message },
        { dictation: { transcript, characters: content.words.length } },
        settings,
        clock(),
      );
    } else {
      const recording = await parts.recorder?.take(content.reference);
      if (!recording) return NOT_DONE;
      document = hold(
        { household, ...message },
        { recording: await keepRecording(recordings, owner, recording) },
        settings,
        clock(),
      );
    }
    if (await documents.put(document, 0)) return DONE;
    // A lost race was this very request, arrived twice; its message may be over, and its content erased. If it is not
    // there, each was in the other's way.
    return (await eraseLeftovers(documents, recordings, owner, clock())) ? DONE : NOT_DONE;
  } catch (error) {
    // The write may have gone through and only its answer was lost: then it is kept, and must be said to be.
    if (await documents.get(household, 'message', message.id).catch(() => undefined)) return DONE;
    await recordings.erase(owner).catch(() => {});
    throw error;
  }
}

/**
 * Adds words to a held message. The same request adds its words once only; of two requests at the same time, the second
 * adds to what the first has stored.
 */
async function extend(
  { message: id, words: more, request }: Extract<Effect, { do: 'extend' }>,
  household: HouseholdId,
  { documents, recordings, clock }: SkillParts,
): Promise<Done> {
  const owner = { household, message: id };
  let hasPutContent = false;
  const extended = await changeDocument<'message', Done>(documents, {
    household,
    kind: 'message',
    id,
    async decide(message) {
      if (!message || !('dictation' in message) || !message.dictation) return { answer: NOT_DONE };
      if (message.dictation.added === request) return { answer: DONE };
      const said = await recordings.get(owner, message.dictation.transcript);
      if (!said) return { answer: NOT_DONE };
      const words = `${new TextDecoder().decode(said)} ${more}`;
      if (words.length > DICTATION_LIMIT) return { answer: NOT_DONE };
      const transcript = await recordings.put(owner, new TextEncoder().encode(words));
      hasPutContent = true;
      const dictation = { transcript, characters: words.length, added: request };
      const decision = decide(message, { do: 'extend', dictation }, clock());
      return decision.kind === 'moved' ? { next: decision.message } : { answer: NOT_DONE };
    },
  });
  if ('stored' in extended) return DONE;
  if (hasPutContent) await eraseLeftovers(documents, recordings, owner, clock());
  return extended.answer;
}

/** The room with its name; one that was never heard from is noted, for its owner to name. */
const knownRoom = async (
  household: HouseholdId,
  id: RoomId,
  rooms: readonly Room[],
  { documents }: SkillParts,
): Promise<Room> =>
  rooms.find(room => room.id === id) ?? changeRoom(documents, { household, id }, room => room);
