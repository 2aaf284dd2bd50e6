import type { SkillModel } from './interaction-model.ts';

/** The slot type for free speech. Amazon allows one such slot in an intent, and requires a carrier phrase around it. */
const FREE_SPEECH = 'AMAZON.SearchQuery';
/** An invocation name must not contain wake words or the words that call a skill. */
const FORBIDDEN_IN_NAME =
  /\b(alexa|amazon|echo|computer|skill|app|launch|ask|tell|load|begin|enable|open|start)\b/;
/** Certification requires these intents. */
const REQUIRED = ['AMAZON.HelpIntent', 'AMAZON.StopIntent', 'AMAZON.CancelIntent'];
/** The limit of one value of a slot type, in characters. */
const LONGEST_VALUE = 140;

type Slot = { name: string; type: string; samples?: readonly string[] | undefined };
type Intent = { name: string; slots?: readonly Slot[] | undefined; samples: readonly string[] };
export type CheckedModel = Pick<SkillModel['interactionModel'], 'dialog' | 'prompts'> & {
  languageModel: Pick<SkillModel['interactionModel']['languageModel'], 'invocationName' | 'types'> & {
    intents: readonly Intent[];
  };
};

/** What Amazon would refuse in this interaction model, a sentence each; empty where the model is valid. */
export function modelProblems({ languageModel, dialog, prompts }: CheckedModel): string[] {
  const { invocationName, intents, types } = languageModel;
  const names = intents.map(({ name }) => name);
  const promptIds = prompts.map(({ id }) => id);
  return [
    ...(/^[a-z][a-z'.]*( [a-z'.]+)+$/.test(invocationName) && !FORBIDDEN_IN_NAME.test(invocationName)
      ? []
      : [`“${invocationName}” cannot be an invocation name.`]),
    ...REQUIRED.filter(name => !names.includes(name)).map(name => `${name} is missing.`),
    ...repeated(names).map(name => `There are two intents ${name}.`),
    ...repeated(intents.flatMap(({ samples }) => samples.map(sample => sample.toLowerCase()))).map(
      sample => `“${sample}” is a sample twice.`,
    ),
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

function typeProblems({ name, values }: SkillModel['interactionModel']['languageModel']['types'][number]) {
  const said = values.flatMap(({ name: { value, synonyms } }) => [value, ...synonyms]);
  return [
    ...repeated(values.map(({ id }) => id)).map(id => `${name}: two values have the id ${id}.`),
    ...repeated(said.map(one => one.toLowerCase())).map(one => `${name}: “${one}” stands for two values.`),
    ...said.filter(one => one.length > LONGEST_VALUE).map(one => `${name}: “${one}” is too long.`),
  ];
}

const SLOT = /\{(\w+)\}/g;
const slotsIn = (sample: string): string[] => [...sample.matchAll(SLOT)].map(([, slot]) => slot as string);
const repeated = (all: readonly string[]): string[] => [
  ...new Set(all.filter((one, index) => all.indexOf(one) !== index)),
];
