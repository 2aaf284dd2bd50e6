import type { Asked } from '../confidence/story.ts';
import type { MessageId } from '../household/ids.ts';
import { after, type Duration } from '../household/instant.ts';
import type { HeldMessages } from './conversation.ts';
import type { ReplyPart } from './reply.ts';
import type { AfterTurn, Situation, Step } from './step.ts';

/** A part of a reply with what was heard as a name in it. */
type NamingPart = Extract<ReplyPart, { said: string }>;

/** A part of a reply that a screen may show: a screen hangs on the wall of a kitchen, and a name stays there to read. */
export type NamelessPart = Exclude<ReplyPart, NamingPart>;

/** What a screen shows beside a reply, as codes. It has no name, no word of a message and no pairing code. */
export type Screen =
  /** The open question and what can be said. */
  | { show: 'question'; asked: Asked }
  /** Messages that wait for a phone, and how long the first of them still waits. They can be discarded by touch. */
  | { show: 'held'; messages: HeldMessages; left: Duration; asks: boolean }
  /** Where the pairing code is. */
  | { show: 'pairing' }
  /** `stopped`: the conversation was stopped, and why. */
  | { show: 'stopped' | 'note'; say: readonly NamelessPart[] };

/** What a screen shows in place of a part with a name, if that part says something of its own. */
const INSTEAD: Record<NamingPart['code'], readonly NamelessPart[]> = {
  'add-contact': [{ code: 'how-to-add-contact' }],
  'unknown-name': [],
  'left-out': [],
};

/** What a screen shows after a step. `effect`: that of the step. Whether it was done shows in what was said. */
export function screenOf(
  { reply, conversation }: AfterTurn,
  { turn, household, effect }: Pick<Situation, 'turn' | 'household'> & Pick<Step, 'effect'>,
): Screen {
  const says = (code: ReplyPart['code']) => reply.say.some(part => part.code === code);
  const asks = reply.reprompt !== undefined;
  const { waiting, settings } = household;
  const untilOf = (id: MessageId) =>
    effect?.do === 'hold'
      ? after(turn.at, settings.hold)
      : waiting.find(message => message.id === id)?.holdUntil;

  if (says('pairing-code-on-card')) return { show: 'pairing' };
  const isAboutHeld = conversation.asked === 'more' || says('goodbye-still-holding');
  // Asked what waits, the screen offers to discard it where the voice could: the one message from this room.
  const isAboutWaiting = says('waiting') && !asks && waiting.length === 1 && waiting[0]?.room === turn.room;
  const shown = isAboutHeld ? (conversation.held ?? []) : isAboutWaiting ? waiting.map(({ id }) => id) : [];
  // The phone may have answered some of them during the conversation.
  const open = shown.flatMap(id => {
    const until = untilOf(id);
    return until === undefined ? [] : [{ id, left: until - turn.at }];
  });
  const [first, ...others] = open;
  if (first)
    return {
      show: 'held',
      messages: [first.id, ...others.map(({ id }) => id)],
      left: Math.min(...open.map(({ left }) => left)),
      asks,
    };
  if (asks) return { show: 'question', asked: conversation.asked };
  return {
    show: effect?.do === 'keep-story' ? 'stopped' : 'note',
    say: reply.say.flatMap(part => ('said' in part ? INSTEAD[part.code] : [part])),
  };
}
