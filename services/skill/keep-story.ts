import type { StopReason } from '../../core/confidence/story.ts';
import { haveSameSeed } from '../../core/household/ids.ts';
import { STOPPED_READ, addAccidentTimes } from '../../core/household/room.ts';
import { changeRoom, ensureRoom } from '../storage/change-room.ts';
import type { EffectHousehold, EffectOf, EffectResult } from './effect.ts';
import type { SkillPorts } from './skill-ports.ts';

/**
 * Stores the story of a stopped conversation, then its time in its room if it was an accident. The times are taken from
 * the stories that are stored: if a crash comes between the two writes, the next stop adds the missing time, and a
 * repeated request counts once.
 */
export async function keepStory(
  { stopped, room: id }: EffectOf<'keep-story'>,
  household: EffectHousehold,
  { documents }: SkillPorts,
): Promise<EffectResult> {
  const [{ name }, earlier] = await Promise.all([
    ensureRoom(documents, { household, id }),
    documents.list(household.id, 'stopped', { limit: STOPPED_READ }),
  ]);
  const story = {
    kind: 'stopped',
    household: household.id,
    version: 0,
    ...stopped,
    room: { id, name },
  } as const;
  // A repeated request may have another timestamp, and so another id of its conversation.
  const isRepeated = earlier.some(one => haveSameSeed(one.id, stopped.id));
  const isNew = !isRepeated && (await documents.put(story, 0));
  const isAccident = ({ why }: { why: StopReason }) => why === 'unlikely';
  const times = earlier.filter(one => one.room.id === id && isAccident(one)).map(({ at }) => at);
  if (isNew && isAccident(stopped)) times.push(stopped.at);
  await changeRoom(documents, { household: household.id, id }, room => addAccidentTimes(room, times));
  return { done: true };
}
