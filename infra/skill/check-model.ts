import { FREE_SPEECH } from './intents.ts';

/** An invocation name must not contain wake words or the words that call a skill. */
const FORBIDDEN_IN_NAME =
  /\b(alexa|amazon|echo|computer|skill|app|launch|ask|tell|load|begin|enable|open|start)\b/;
/** Certification requires these intents. */
const REQUIRED = ['AMAZON.HelpIntent', 'AMAZON.StopIntent', 'AMAZON.CancelIntent'];
/** The limit of one value of a slot type, in characters. */
const LONGEST_VALUE = 140;

/** The limit of a model as JSON, in bytes. */
const LARGEST_MODEL = 1_500_000;
/** The longest value, in words, that {@link sharedUtterances} looks for. No name here is longer. */
const LONGEST_NAME = 3;

type Slot = { name: string; type: string; samples?: readonly string[] | undefined };
type Intent = { name: string; slots?: readonly Slot[] | undefined; samples: readonly string[] };
type Type = {
  name: string;
  values: readonly { id: string; name: { value: string; synonyms: readonly string[] } }[];
};

/** The part of an interaction model that has rules. */
export type CheckedModel = {
  languageModel: { invocationName: string; intents: readonly Intent[]; types: readonly Type[] };
  dialog: {
    intents: readonly {
      name: string;
      slots: readonly { name: string; type: string; prompts: { elicitation: string } }[];
    }[];
  };
  prompts: readonly { id: string }[];
};

/** What Amazon would refuse in this interaction model, a sentence each; empty where the model is valid. */
export function modelProblems(model: CheckedModel): string[] {
  const { languageModel, dialog, prompts } = model;
  const { invocationName, intents, types } = languageModel;
  const size = Buffer.byteLength(JSON.stringify(model));
  const names = intents.map(({ name }) => name);
  const promptIds = prompts.map(({ id }) => id);
  return [
    ...(size > LARGEST_MODEL ? [`The model has ${size} bytes; ${LARGEST_MODEL} are allowed.`] : []),
    ...(/^[a-z][a-z'.]*( [a-z'.]+)+$/.test(invocationName) && !FORBIDDEN_IN_NAME.test(invocationName)
      ? []
      : [`“${invocationName}” cannot be an invocation name.`]),
    ...REQUIRED.filter(name => !names.includes(name)).map(name => `${name} is missing.`),
    ...repeated(names).map(name => `There are two intents ${name}.`),
    ...repeated(intents.flatMap(({ samples }) => samples.map(sample => sample.toLowerCase()))).map(
      sample => `“${sample}” is a sample twice.`,
    ),
    ...sharedUtterances(intents, types),
    ...intents.flatMap(intent => intentProblems(intent, types)),
    ...types.flatMap(typeProblems),
    ...dialog.intents.flatMap(({ name, slots }) =>
      slots.flatMap(slot => [
        ...(intents
          .find(intent => intent.name === name)
          ?.slots?.some(own => own.name === slot.name && own.type === slot.type)
          ? []
          : [`The dialog asks for ${slot.name}, which ${name} does not have.`]),
        ...(promptIds.includes(slot.prompts.elicitation)
          ? []
          : [`The prompt ${slot.prompts.elicitation} is missing.`]),
      ]),
    ),
  ];
}

function intentProblems({ name, slots = [], samples }: Intent, types: readonly { name: string }[]): string[] {
  const free = slots.filter(({ type }) => type === FREE_SPEECH);
  const all = [...samples, ...slots.flatMap(slot => slot.samples ?? [])];
  return [
    ...slots
      .filter(({ type }) => !type.startsWith('AMAZON.') && !types.some(known => known.name === type))
      .map(({ type }) => `${name}: there is no slot type ${type}.`),
    ...all
      .filter(sample => !/^[A-Za-z' .]*$/.test(sample.replaceAll(SLOT, '')))
      .map(sample => `${name}: “${sample}” has more than letters, spaces, apostrophes and full stops.`),
    ...all.flatMap(sample =>
      slotsIn(sample)
        .filter(slot => !slots.some(own => own.name === slot))
        .map(slot => `${name}: “${sample}” has no slot ${slot}.`),
    ),
    ...slots.flatMap(slot =>
      (slot.samples ?? [])
        .filter(sample => !slotsIn(sample).includes(slot.name))
        .map(sample => `${name}: “${sample}” does not answer for ${slot.name}.`),
    ),
    ...(free.length > 1 ? [`${name}: more than one slot takes free speech.`] : []),
    ...free.flatMap(slot => [
      ...all
        .filter(sample => slotsIn(sample).includes(slot.name) && slotsIn(sample).length > 1)
        .map(sample => `${name}: “${sample}” has another slot beside free speech.`),
      ...samples
        .filter(sample => slotsIn(sample).includes(slot.name) && !/[a-z]/i.test(sample.replaceAll(SLOT, '')))
        .map(sample => `${name}: “${sample}” has no carrier phrase.`),
    ]),
  ];
}

function typeProblems({ name, values }: Type): string[] {
  const said = values.flatMap(({ name: { value, synonyms } }) => [value, ...synonyms]);
  return [
    ...repeated(values.map(({ id }) => id)).map(id => `${name}: two values have the id ${id}.`),
    ...repeated(said.map(one => one.toLowerCase())).map(one => `${name}: “${one}” stands for two values.`),
    ...said.filter(one => one.length > LONGEST_VALUE).map(one => `${name}: “${one}” is too long.`),
  ];
}

/**
 * Utterances that two intents share: samples that differ only in the names of their slots, or a sample without slots
 * that another intent's sample gives with a value in its slot ("message mom" and "message {recipient}"). Free speech
 * shares utterances with everything and is left out: Alexa prefers the sample that explains more words.
 */
function sharedUtterances(intents: readonly Intent[], types: readonly Type[]): string[] {
  const owners = new Map<string, string>();
  const problems: string[] = [];
  for (const { name, slots = [], samples } of intents)
    for (const sample of samples) {
      const form = sample
        .toLowerCase()
        .replace(SLOT, (_, slot: string) => `{${slots.find(one => one.name.toLowerCase() === slot)?.type}}`);
      const owner = owners.get(form) ?? name;
      if (owner !== name) problems.push(`${owner} and ${name} share “${sample}”.`);
      owners.set(form, owner);
    }
  const typeOf = new Map(
    types.flatMap(({ name, values }) =>
      values.flatMap(one => [one.name.value, ...one.name.synonyms].map(said => [said.toLowerCase(), name])),
    ),
  );
  for (const { name, samples } of intents)
    for (const sample of samples.filter(one => slotsIn(one).length === 0)) {
      const words = sample.toLowerCase().split(' ');
      for (let from = 0; from < words.length; from += 1)
        for (let to = from + 1; to <= Math.min(words.length, from + LONGEST_NAME); to += 1) {
          const type = typeOf.get(words.slice(from, to).join(' '));
          const owner = owners.get(words.toSpliced(from, to - from, `{${type}}`).join(' '));
          if (type && owner && owner !== name) problems.push(`${owner} and ${name} share “${sample}”.`);
        }
    }
  return problems;
}

const SLOT = /\{(\w+)\}/g;
const slotsIn = (sample: string): string[] => [...sample.matchAll(SLOT)].map(([, slot]) => slot as string);
function repeated(all: readonly string[]): string[] {
  const once = new Set<string>();
  return [...new Set(all.filter(one => once.has(one) || !once.add(one)))];
}
