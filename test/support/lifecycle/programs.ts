import { defaultSettings } from '../../../core/household/settings.ts';
import { aHeldMessage } from '../builders/builders.ts';
import { MORE_WORDS, wordsOf } from './message.ts';
import { Point, type Program } from './point.ts';
import type { Rules } from './world.ts';

/** The project's code that a lifecycle runs through, each at its start. */
export type Programs = Record<'attend' | 'hold' | 'extend' | 'loseClaims' | 'sweep', Point>;

/** What changes a message, beside the phone's requests: a courier, the skill, and the restart of the home server. */
export function programsOf({
  code,
  dictated,
  notesBeginning,
}: Pick<Rules, 'code' | 'dictated' | 'notesBeginning'>): Programs {
  const { household, id, room, contact, story } = aHeldMessage();
  const key = { household, message: id };
  const known = { id: household, settings: defaultSettings, rooms: [{ id: room }] as never };
  const content = dictated ? { transcript: wordsOf(1) } : { audio: 'what the microphone gave' };
  const programs: Record<keyof Programs, Program> = {
    attend: parts => code.attend({ ...parts, notesBeginning }, household, id),
    hold: parts =>
      code.performEffect({ do: 'hold', messages: [{ id, room, contact, story }], content }, known, parts),
    extend: parts =>
      code.performEffect(
        { do: 'extend', messages: [id], transcript: MORE_WORDS, requestId: 'request-2', story },
        known,
        parts,
      ),
    loseClaims: ({ documents, clock }) =>
      code.loseClaims({ ...documents, unfinished: () => [{ household, kind: 'message', id }] }, clock()),
    sweep: parts => code.eraseLeftovers(parts, key, parts.clock()).then(() => undefined),
  };
  return Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, Point.before(program)]),
  ) as Programs;
}
