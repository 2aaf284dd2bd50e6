import { languageOf } from '../../../core/household/language.ts';
import type { HeardName } from '../../../core/confidence/names/match-contact.ts';
import type { Contact } from '../../../core/household/contact.ts';
import type { Household } from '../../../core/conversation/household.ts';
import { type ContactId, conversationIdOf } from '../../../core/household/ids.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { after, seconds } from '../../../core/household/instant.ts';
import { type Conversation, newConversation } from '../../../core/conversation/conversation.ts';
import { respond } from '../../../core/conversation/respond.ts';
import type { Reply } from '../../../core/conversation/reply.ts';
import type { Effect, Step } from '../../../core/conversation/step.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { aContact, aHouseholdId, aRoomId, noon } from './builders.ts';

export const aContactNamed = (name: string, ...nicknames: string[]): Contact =>
  aContact({ id: `id-of-${name.toLowerCase().replaceAll(' ', '-')}` as ContactId, name, nicknames });

/** A household with a paired phone and three contacts, as a conversation sees it. */
export function aHouseholdWith(more: Partial<Household> = {}): Household {
  return {
    id: aHouseholdId(),
    contacts: [
      aContactNamed('Anna Berg', 'sis'),
      aContactNamed('David Stone'),
      aContactNamed('Erica Miller'),
    ],
    settings: defaultSettings,
    paired: true,
    rooms: [],
    endings: [],
    waiting: [],
    ...more,
  };
}

/** What the Echo may hear. */
export const named = (text: string): HeardName => ({ text, resolved: [] });
export const launch: Heard = { kind: 'launch' };
export const send: Heard = { kind: 'send' };
export const sendTo = (text: string): Heard => ({ kind: 'send', name: named(text) });
export const name = sendTo;
/** The answer to the request to say the name once more. */
export const again = (text: string): Heard => ({ kind: 'send', nameAgain: named(text) });
export const message = (transcript: string): Heard => ({ kind: 'send', message: transcript });
export const stop: Heard = { kind: 'stop' };
export const gibberish: Heard = { kind: 'not-understood' };

/** One session with the Echo, in which all effects succeed. */
export type Session = {
  /** Plays the next turn, ten seconds later, and gives its step. */
  hears: (heard: Heard) => Step;
  conversation: () => Conversation;
  effects: Effect[];
  /** All that the Echo said. */
  replies: Reply[];
};

export function aSession(household: Household = aHouseholdWith(), locale = 'en-US'): Session {
  let turns = 0;
  let conversation = newConversation(conversationIdOf(noon, 'session 1'));
  const effects: Effect[] = [];
  const replies: Reply[] = [];
  return {
    hears(heard) {
      turns += 1;
      const step = respond(
        {
          at: after(noon, seconds(10 * turns)),
          requestId: `request ${turns}`,
          room: aRoomId(),
          language: languageOf(locale),
          opensSession: turns === 1,
          heard,
        },
        conversation,
        household,
      );
      conversation = step.conversation;
      if (step.effect) effects.push(step.effect);
      replies.push(step.reply);
      return step;
    },
    conversation: () => conversation,
    effects,
    replies,
  };
}

/** A session in which the Echo heard each of these, and the step of the last one. */
export function afterHearing(
  heard: Heard[],
  household: Household = aHouseholdWith(),
  locale?: string,
): Session & { step: Step } {
  const session = aSession(household, locale);
  const steps = heard.map(one => session.hears(one));
  const step = steps.at(-1);
  if (!step) throw new Error('Nothing was heard.');
  return { ...session, step };
}

/** The messages that the Echo was to hold. */
export const holdsIn = (effects: Effect[]) => effects.filter(effect => effect.do === 'hold');

/** The stories that were kept of stopped conversations. */
export const storiesIn = (effects: Effect[]) => effects.filter(effect => effect.do === 'keep-story');
