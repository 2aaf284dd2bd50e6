import type { Intent, Slot } from 'ask-sdk-model';
import type { InteractionModel, ModelIntent, ModelValue } from './interaction-model.ts';
import { invocationsIn } from './invocation.ts';
import { resolveEntity } from './resolve-entity.ts';
import { type Fit, fitSample, type Word, wordsOf } from './sample.ts';

/** The slot that the skill asked for, and its intent. */
export type Elicited = { slot: string; intent: Intent };

/** The context of recognition. */
export type Hearing = {
  model: InteractionModel;
  skillId: string;
  /** The open session; without one the device waits for its wake word. */
  session?:
    | {
        elicited?: Elicited | undefined;
        /** Dynamic entities, by slot type. */
        taught?: Record<string, readonly ModelValue[]> | undefined;
      }
    | undefined;
};

/** The result of recognition. `opens`: the utterance starts a new session. */
export type Recognised =
  { kind: 'not-for-me' } | { kind: 'launch' } | { kind: 'intent'; opens: boolean; intent: Intent };

/** Amazon's own utterances for its built-in intents, the common ones. */
const BUILT_IN: Record<string, readonly string[]> = {
  'AMAZON.StopIntent': ['stop', 'off', 'shut up', 'quit', 'exit'],
  'AMAZON.CancelIntent': ['cancel', 'never mind', 'nevermind', 'forget it', 'cancel it', 'cancel that'],
  'AMAZON.HelpIntent': ['help', 'help me', 'can you help me', 'what can I say', 'what can I do'],
  'AMAZON.NavigateHomeIntent': ['go home', 'go to home screen'],
};

/** The slot type that takes free speech. */
const FREE = 'AMAZON.SearchQuery';

/** A recipient slot takes one to four words. */
const NAME_WORDS = 4;

/**
 * Recognises a typed utterance as an Amazon-shaped intent, by the samples of the interaction model. Alexa's own
 * recognition is better and worse in other ways. Without an open session, talk without an invocation is not for the device.
 */
export function recognise(typed: string, hearing: Hearing): Recognised {
  const said = wordsOf(typed);
  const called = said[0]?.is === 'alexa';
  const words = called ? said.slice(1) : said;
  const { languageModel } = hearing.model.interactionModel;

  if (called || !hearing.session) {
    const fresh = { ...hearing, session: undefined };
    const [first, ...others] = invocationsIn(words, languageModel.invocationName);
    if (first?.request.length === 0) return { kind: 'launch' };
    if (first) {
      const found = [first, ...others].map(({ request }) => heardAs(typed, request, fresh)).find(one => one);
      return { kind: 'intent', opens: true, intent: found ?? fallback };
    }
  }
  if (!hearing.session || words.length === 0) return { kind: 'not-for-me' };
  return { kind: 'intent', opens: false, intent: heardAs(typed, words, hearing) ?? fallback };
}

const fallback: Intent = { name: 'AMAZON.FallbackIntent', confirmationStatus: 'NONE', slots: {} };

function heardAs(typed: string, words: readonly Word[], hearing: Hearing): Intent | undefined {
  const { intents } = hearing.model.interactionModel.languageModel;
  const builtIn = intents.find(({ name }) => saidExactly(words, BUILT_IN[name] ?? []));
  if (builtIn) return filled(builtIn, {}, typed, words, hearing);

  const elicited = hearing.session?.elicited;
  const asked = elicited && intents.find(({ name }) => name === elicited.intent.name);
  const slot = asked?.slots?.find(({ name }) => name === elicited?.slot);
  const answers = asked && slot ? fits(asked, slot.samples ?? [`{${slot.name}}`], words) : [];
  const requests = intents.flatMap(intent => fits(intent, intent.samples, words));

  if (slot?.type === FREE) {
    // Free speech may be anything, so another intent wins only if the whole utterance is its sample.
    const other = requests.find(({ intent, fit }) => intent !== asked && fit.literal === words.length);
    const best = other ?? mostLiteral(answers);
    return best && filled(best.intent, best.fit.slots, typed, words, hearing);
  }
  const best = mostLiteral([...answers, ...requests]);
  return best && filled(best.intent, best.fit.slots, typed, words, hearing);
}

type Candidate = { intent: ModelIntent; fit: Fit };

const saidExactly = (words: readonly Word[], sentences: readonly string[]): boolean =>
  sentences.some(sentence => fitSample(sentence, words, () => 0) !== undefined);

function fits(intent: ModelIntent, samples: readonly string[], words: readonly Word[]): Candidate[] {
  const lengthOf = (name: string) =>
    intent.slots?.find(slot => slot.name === name)?.type === FREE ? Infinity : NAME_WORDS;
  return samples.flatMap(sample => {
    const fit = fitSample(sample, words, lengthOf);
    return fit ? [{ intent, fit }] : [];
  });
}

/** The candidate with the most words of its sample; the first of equals. */
const mostLiteral = (candidates: readonly Candidate[]): Candidate | undefined =>
  candidates.reduce<Candidate | undefined>(
    (best, one) => (best && best.fit.literal >= one.fit.literal ? best : one),
    undefined,
  );

/** The intent with all its slots, those that were said with their value and what it resolves to. */
function filled(
  { name, slots = [] }: ModelIntent,
  took: Fit['slots'],
  typed: string,
  words: readonly Word[],
  hearing: Hearing,
): Intent {
  const elicited = hearing.session?.elicited;
  const before = elicited?.intent.name === name ? elicited.intent.slots : undefined;
  const all = slots.map(({ name: slot, type }): [string, Slot] => {
    const range = took[slot];
    if (!range) return [slot, before?.[slot] ?? emptySlot(slot)];
    return [slot, slotOf(slot, type, textOf(typed, words, range, type), hearing)];
  });
  return { name, confirmationStatus: 'NONE', slots: Object.fromEntries(all) };
}

const emptySlot = (name: string): Slot => ({ name, confirmationStatus: 'NONE' });

/** A slot as Alexa fills it, with entity resolution where its type has values of the skill's own. */
export function slotOf(
  name: string,
  type: string,
  value: string,
  { model, skillId, session }: Hearing,
): Slot {
  const values = model.interactionModel.languageModel.types.find(one => one.name === type)?.values;
  const resolutions =
    values && resolveEntity(value, { skillId, type, values, taught: session?.taught?.[type] });
  return { ...emptySlot(name), value, ...(resolutions && { resolutions }) };
}

/** The typed text of these words. Free speech keeps its closing punctuation. */
function textOf(typed: string, words: readonly Word[], [from, to]: [number, number], type: string): string {
  const start = words[from]?.from ?? 0;
  const end = words[to - 1]?.to ?? typed.length;
  const marks = type === FREE ? (/^[^\p{L}\p{N}\s]*/u.exec(typed.slice(end))?.[0] ?? '') : '';
  return typed.slice(start, end) + marks;
}
