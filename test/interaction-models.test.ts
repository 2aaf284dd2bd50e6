import { describe, expect, test } from '@jest/globals';
import written from '../interaction-models/en-US.json' with { type: 'json' };
import skill from '../skill.json' with { type: 'json' };
import { conversationIdOf } from '../lambda/household/ids.ts';
import type { Asked } from '../lambda/confidence/story.ts';
import { newConversation } from '../lambda/conversation/conversation.ts';
import { openEnvelope } from '../lambda/conversation/envelope.alexa.ts';
import { speak } from '../lambda/conversation/reply.alexa.ts';
import type { Heard } from '../lambda/conversation/turn.ts';
import { ResponseFactory } from 'ask-sdk-core';
import { anEnvelope, intends } from './support/alexa-envelopes.ts';
import { noon } from './support/builders.ts';

type Slot = { name: string; type: string; samples?: string[] };
type Intent = { name: string; slots?: Slot[]; samples: string[] };

const { languageModel, dialog, prompts } = written.interactionModel;
const intents: Intent[] = languageModel.intents;
const intentNamed = (name: string) => intents.find(intent => intent.name === name);
const slotsIn = (sample: string) => [...sample.matchAll(/\{(\w+)\}/g)].map(([, slot]) => slot as string);
const phrases = intents.flatMap(intent =>
  (intent.slots ?? []).filter(({ type }) => type === 'AMAZON.SearchQuery').map(slot => ({ intent, slot })),
);

/** What the code makes of an intent, with every slot of it filled. */
function heardAs(name: string, slots: string[]): Heard {
  const opened = openEnvelope(
    anEnvelope(intends(name, Object.fromEntries(slots.map(slot => [slot, 'something'])))),
    { recorder: false },
  );
  if ('refused' in opened) throw new Error(opened.places.join());
  return opened.turn.heard;
}

describe("Alexa's rules for an interaction model", () => {
  test('the invocation name is two lower-case words, without a wake or launch word', () => {
    const { invocationName } = languageModel;
    expect(invocationName).toMatch(/^[a-z][a-z'.]*( [a-z'.]+)+$/);
    expect(invocationName).not.toMatch(
      /\b(alexa|amazon|echo|computer|skill|app|launch|ask|tell|load|begin|enable|open|start)\b/,
    );
  });

  test('the invocation name is the one that the examples say', () => {
    const { examplePhrases, name } = skill.manifest.publishingInformation.locales['en-US'];
    expect(name.toLowerCase()).toBe(languageModel.invocationName);
    expect(examplePhrases).toHaveLength(3);
    for (const phrase of examplePhrases) expect(phrase).toContain(languageModel.invocationName);
  });

  test('no two intents have the same name, and no sample is written twice', () => {
    const names = intents.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    const samples = intents.flatMap(intent => intent.samples.map(sample => sample.toLowerCase()));
    expect(new Set(samples).size).toBe(samples.length);
  });

  test.each(intents.map(intent => [intent.name, intent] as const))(
    '%s: samples use only its own slots, and plain words',
    (_, intent) => {
      const own = (intent.slots ?? []).map(({ name }) => name);
      const all = [...intent.samples, ...(intent.slots ?? []).flatMap(({ samples = [] }) => samples)];
      for (const sample of all) {
        for (const slot of slotsIn(sample)) expect(own).toContain(slot);
        expect(sample.replace(/\{\w+\}/g, '')).toMatch(/^[A-Za-z' .]*$/);
      }
    },
  );

  test.each(intents.flatMap(intent => (intent.slots ?? []).map(slot => [slot.name, slot] as const)))(
    'the samples that answer for the slot %s hold that slot',
    (name, { samples = [] }) => {
      for (const sample of samples) expect(slotsIn(sample)).toEqual([name]);
    },
  );

  test('an intent has at most one slot for free speech', () => {
    const names = phrases.map(({ intent }) => intent.name);
    expect(names).toEqual(['SendMessageIntent', 'AddIntent']);
  });

  test.each(phrases.map(({ intent, slot }) => [intent.name, slot.name, intent, slot] as const))(
    'in %s, free speech for %s shares no sample with another slot and needs a carrier phrase',
    (_, name, intent, slot) => {
      const samples = intent.samples.filter(sample => slotsIn(sample).includes(name));
      for (const sample of [...samples, ...(slot.samples ?? [])]) expect(slotsIn(sample)).toEqual([name]);
      for (const sample of samples) expect(sample.replace(`{${name}}`, '').trim()).toMatch(/[a-z]/);
    },
  );

  test('every slot type is built in or defined, with unique ids', () => {
    const defined = languageModel.types.map(({ name }) => name);
    for (const { slots = [] } of intents)
      for (const { type } of slots) expect(type.startsWith('AMAZON.') || defined.includes(type)).toBe(true);
    const ids = languageModel.types.flatMap(({ values }) => values.map(({ id }) => id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('no static contact can be taken for one of the house', () => {
    // The phone gives contacts ids without such a prefix, so a static one resolves to nobody.
    for (const { values } of languageModel.types) for (const { id } of values) expect(id).toMatch(/^static-/);
  });

  test('the skill leads the dialog itself, over slots and prompts that exist', () => {
    expect(dialog.delegationStrategy).toBe('SKILL_RESPONSE');
    const promptIds = prompts.map(({ id }) => id);
    for (const { name, slots } of dialog.intents)
      for (const slot of slots) {
        expect(intentNamed(name)?.slots).toContainEqual(
          expect.objectContaining({ name: slot.name, type: slot.type }),
        );
        expect(promptIds).toContain(slot.prompts.elicitation);
      }
  });
});

describe('the interaction model and the code', () => {
  test.each(
    intents
      .filter(({ name }) => name !== 'AMAZON.FallbackIntent')
      .map(intent => [intent.name, (intent.slots ?? []).map(({ name }) => name)] as const),
  )('%s is understood', (name, slots) => {
    expect(heardAs(name, slots).kind).not.toBe('not-understood');
  });

  test.each<[Heard['kind'], string[]]>([
    ['send', ['SendMessageIntent']],
    ['add', ['AddIntent']],
    ['discard', ['DiscardIntent']],
    ['waiting', ['WaitingIntent']],
    ['pair', ['PairPhoneIntent']],
    ['help', ['AMAZON.HelpIntent']],
    ['stop', ['AMAZON.StopIntent', 'AMAZON.CancelIntent', 'AMAZON.NavigateHomeIntent']],
    ['not-understood', ['AMAZON.FallbackIntent']],
  ])('what is heard as "%s" has its intents: %j', (kind, names) => {
    const kinds = intents.filter(intent => heardAs(intent.name, []).kind === kind).map(({ name }) => name);
    expect(kinds.sort()).toEqual(names.sort());
  });

  test('every slot of the model is read by the code', () => {
    for (const { name, slots = [] } of intents)
      for (const slot of slots) expect(JSON.stringify(heardAs(name, [slot.name]))).toContain('something');
  });

  test.each<Asked>(['recipient', 'name-again', 'message'])('the slot that answers "%s" exists', asked => {
    const conversation = { ...newConversation(conversationIdOf(noon, 's')), asked };
    const { directives } = speak(
      ResponseFactory.init(),
      { say: 'Well?', reprompt: 'Well?' },
      conversation,
    ).getResponse();
    const [elicit] = directives ?? [];
    if (elicit?.type !== 'Dialog.ElicitSlot') throw new Error('nothing was elicited');
    const { slotToElicit, updatedIntent } = elicit;
    const intent = intentNamed(updatedIntent?.name ?? '');
    const names = intent?.slots?.map(({ name }) => name);
    expect(names).toContain(slotToElicit);
    expect(Object.keys(updatedIntent?.slots ?? {}).sort()).toEqual(names?.sort());
    const elicited = dialog.intents.find(({ name }) => name === intent?.name);
    expect(elicited?.slots.map(({ name }) => name)).toContain(slotToElicit);
  });
});
