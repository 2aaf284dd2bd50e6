import type { Intent, Slot } from 'ask-sdk-model';
import type { InteractionModel, ModelIntent, ModelSlot, ModelValue } from './interaction-model.ts';
import { afterWakeWord, invocationsIn } from './invocation.ts';
import { matching, resolveEntity } from './resolve-entity.ts';
import { addSample, emptyTree, type Fit, fitsIn, FREE, type SampleTree } from './sample-tree.ts';
import { type Word, wordsOf } from './words.ts';

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
  'AMAZON.YesIntent': ['yes', 'yeah', 'yep', 'yes please', 'sure'],
  'AMAZON.NoIntent': ['no', 'nope', 'no thanks'],
  'AMAZON.NavigateHomeIntent': ['go home', 'go to home screen'],
};

/**
 * Recognises a typed utterance as an Amazon-shaped intent, by the samples of the interaction model. Without an open
 * session, talk without an invocation is not for the device.
 *
 * It imitates what Amazon documents and what Echos are seen to do:
 *
 * - A sample that was said word for word wins.
 * - Otherwise the nearest one wins. Fillers, polite words and small slips do not count against it.
 * - A sample is better if more of its own words were said.
 * - A slot for a name also takes unknown words, preferably only one: "text mom" is a name, and "text mom I'm home" is free
 *   speech.
 * - Free speech needs its carrier.
 *
 * Alexa's own recognition is statistical and undocumented. It is better where this one knows no sample near enough, and
 * worse because it hears and does not read.
 */
export function recognise(typed: string, hearing: Hearing): Recognised {
  const { called, words } = afterWakeWord(wordsOf(typed));
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
  const { requests, answers } = samplesOf(hearing.model);
  const elicited = hearing.session?.elicited;
  const asked = elicited && answers.get(elicited.intent.name)?.get(elicited.slot);
  const chosen =
    asked && asked.slot.type === FREE
      ? // Free speech may be anything, so another intent wins only if the utterance is its sample, word for word.
        (fitsIn(requests, words, false).find(
          ({ intent, explained }) => intent.name !== elicited.intent.name && explained === words.length,
        ) ?? fitsIn(asked.samples, words, false)[0])
      : nearest(
          [
            ...(asked ? fitsIn(asked.samples, words, true) : []),
            ...fitsIn(requests, words, true).filter(fit => scoreOf(fit, words, hearing) > 0),
          ],
          words,
          hearing,
        );
  return chosen && filled(chosen.intent, chosen.slots, typed, words, hearing);
}

/** The best of the fits that begin earliest; of equals one without free speech, then the first. */
function nearest(fits: readonly Fit[], words: readonly Word[], hearing: Hearing): Fit | undefined {
  let best: { fit: Fit; score: number } | undefined;
  const begin = Math.min(...fits.map(({ leadIn }) => leadIn));
  for (const fit of fits) {
    if (fit.leadIn > begin) continue;
    const free = Object.keys(fit.slots).some(slot => typeOf(slot, fit.intent) === FREE);
    const score = scoreOf(fit, words, hearing) - (free ? 0.5 : 0);
    if (!best || score > best.score) best = { fit, score };
  }
  return best?.fit;
}

/** What each word costs that comes before a sample of free speech. */
const LEAD_IN_WORD = 0.08;

/** What each further word of a name that nobody knows costs: as much as two words of the sample say. */
const UNKNOWN_WORD = 2;

/** How near a sample is, in words of its own. */
function scoreOf(
  { intent, slots, explained, slips, leadIn }: Fit,
  words: readonly Word[],
  hearing: Hearing,
): number {
  const unknown = Object.entries(slots).map(([slot, [from, to]]) => {
    const type = typeOf(slot, intent);
    if (type === FREE || to - from === 1) return 0;
    const said = words.slice(from, to).map(({ is }) => is);
    const isKnown = valuesOf(type, hearing).some(values => matching(said.join(' '), values).length > 0);
    return isKnown ? 0 : said.length - 1;
  });
  return (
    explained - slips - LEAD_IN_WORD * leadIn - UNKNOWN_WORD * unknown.reduce((sum, one) => sum + one, 0)
  );
}

const typeOf = (slot: string, { slots = [] }: ModelIntent): string =>
  slots.find(({ name }) => name === slot)?.type ?? '';

/** The values of a slot type: the model's, and those that the skill taught for the session. */
const valuesOf = (type: string, { model, session }: Hearing): (readonly ModelValue[])[] => [
  model.interactionModel.languageModel.types.find(({ name }) => name === type)?.values ?? [],
  session?.taught?.[type] ?? [],
];

type Samples = {
  /** What can be said at any time. */
  requests: SampleTree;
  /** How each slot is answered, by intent and slot. */
  answers: Map<string, Map<string, { slot: ModelSlot; samples: SampleTree }>>;
};
const compiled = new WeakMap<InteractionModel, Samples>();

/** A model's samples as trees. It has thousands, and utterances come by the thousand, so it is compiled once. */
function samplesOf(model: InteractionModel): Samples {
  const known = compiled.get(model);
  if (known) return known;
  const requests = emptyTree();
  const answers: Samples['answers'] = new Map();
  for (const intent of model.interactionModel.languageModel.intents) {
    for (const sample of [...(BUILT_IN[intent.name] ?? []), ...intent.samples])
      addSample(requests, sample, intent);
    const bySlot = (intent.slots ?? []).map(slot => {
      const samples = emptyTree();
      for (const sample of slot.samples ?? [`{${slot.name}}`]) addSample(samples, sample, intent);
      return [slot.name, { slot, samples }] as const;
    });
    answers.set(intent.name, new Map(bySlot));
  }
  compiled.set(model, { requests, answers });
  return { requests, answers };
}

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
