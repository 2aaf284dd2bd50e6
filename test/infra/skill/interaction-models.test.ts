import { describe, expect, test } from '@jest/globals';
import { ResponseFactory } from 'ask-sdk-core';
import enAU from '../../../interaction-models/en-AU.json' with { type: 'json' };
import enCA from '../../../interaction-models/en-CA.json' with { type: 'json' };
import enGB from '../../../interaction-models/en-GB.json' with { type: 'json' };
import enIN from '../../../interaction-models/en-IN.json' with { type: 'json' };
import enUS from '../../../interaction-models/en-US.json' with { type: 'json' };
import skill from '../../../skill.json' with { type: 'json' };
import { recognise } from '../../../simulator/device/recognise.ts';
import { type CheckedModel, modelProblems } from '../../../infra/skill/check-model.ts';
import { interactionModel } from '../../../infra/skill/interaction-model.ts';
import { LOCALES } from '../../../infra/skill/locales.ts';
import { manifest } from '../../../infra/skill/manifest.ts';
import type { Asked } from '../../../core/confidence/story.ts';
import { speak } from '../../../services/skill/alexa-response.ts';
import type { Heard } from '../../../core/conversation/turn.ts';
import { anEnvelope, intends, theTurnIn } from '../../support/builders/alexa-envelopes.ts';

type Slot = { name: string; type: string; samples?: string[] };
type Intent = { name: string; slots?: Slot[]; samples: string[] };

const written = { 'en-US': enUS, 'en-GB': enGB, 'en-AU': enAU, 'en-CA': enCA, 'en-IN': enIN };

/** What the code hears in an intent whose slots are all filled. */
function heardAs(name: string, slots: string[]): Heard {
  const filled = Object.fromEntries(slots.map(slot => [slot, 'something']));
  return theTurnIn(anEnvelope(intends(name, filled))).turn.heard;
}

describe('the files for Alexa', () => {
  test.each(LOCALES)('the interaction model of %s is current (npx tsx infra/skill/write.ts)', locale => {
    expect(written[locale]).toEqual(interactionModel(locale));
  });

  test('skill.json is current (npx tsx infra/skill/write.ts)', () => {
    expect(skill).toEqual(manifest());
  });

  test('each locale has its own words for a phone and for relatives', () => {
    const told = (locale: keyof typeof written) => JSON.stringify(written[locale]);
    expect(told('en-US')).toContain('pair my cell phone');
    expect(told('en-GB')).toContain('pair my mobile');
    expect(told('en-GB')).not.toContain('cell phone');
    expect(told('en-AU')).toContain('"value":"nan"');
    expect(told('en-CA')).toContain('"value":"mom"');
    expect(told('en-GB')).toContain('"value":"mum"');
    expect(told('en-IN')).toContain('"value":"nani"');
    for (const locale of ['en-GB', 'en-AU', 'en-CA', 'en-IN'] as const) {
      expect(told(locale)).toContain('"mum"');
      expect(told(locale)).toContain('pair my mobile');
    }
  });

  test.each(LOCALES)('the interaction model of %s has the structure of every other', locale => {
    const structureOf = ({
      languageModel,
      dialog,
      prompts,
    }: (typeof written)['en-US']['interactionModel']) => ({
      intents: languageModel.intents.map(({ name, slots }) => ({
        name,
        slots: slots.map(slot => [slot.name, slot.type, 'samples' in slot]),
      })),
      settings: languageModel.modelConfiguration,
      types: languageModel.types.map(({ name }) => name),
      dialog: dialog.intents.map(({ name, slots }) => [name, slots]),
      prompts: prompts.map(({ id }) => id),
    });
    expect(structureOf(written[locale].interactionModel)).toEqual(
      structureOf(written['en-US'].interactionModel),
    );
  });
});

describe("Alexa's rules for an interaction model", () => {
  test.each(LOCALES)('the interaction model of %s follows Alexa’s rules', locale => {
    expect(modelProblems(written[locale].interactionModel)).toEqual([]);
  });

  const model = (more: {
    invocationName?: string;
    intents?: (intents: Intent[]) => Intent[];
    types?: CheckedModel['languageModel']['types'];
    prompts?: CheckedModel['prompts'];
  }): CheckedModel => {
    const { languageModel, dialog, prompts } = interactionModel('en-US').interactionModel;
    const { invocationName, intents, types } = { ...languageModel, ...more };
    return {
      dialog,
      prompts: more.prompts ?? prompts,
      languageModel: {
        invocationName,
        types,
        intents: typeof intents === 'function' ? intents(languageModel.intents) : intents,
      },
    };
  };
  const and = (intent: Intent) => model({ intents: all => [...all, intent] });
  const free = (...samples: string[]): Intent => ({
    name: 'NoteIntent',
    slots: [
      { name: 'note', type: 'AMAZON.SearchQuery' },
      { name: 'who', type: 'Contact' },
    ],
    samples,
  });
  const values = (...all: [id: string, value: string, ...synonyms: string[]][]) =>
    model({
      types: [
        {
          name: 'Contact',
          values: all.map(([id, value, ...synonyms]) => ({ id, name: { value, synonyms } })),
        },
      ],
    });

  test.each<[string, CheckedModel, unknown]>([
    ['a name of one word', model({ invocationName: 'second' }), '“second” cannot be an invocation name.'],
    [
      'a name with a launch word',
      model({ invocationName: 'open yes' }),
      '“open yes” cannot be an invocation name.',
    ],
    [
      'no way to stop',
      model({ intents: all => all.filter(({ name }) => name !== 'AMAZON.StopIntent') }),
      'AMAZON.StopIntent is missing.',
    ],
    ['an intent twice', and({ name: 'WhyIntent', samples: [] }), 'There are two intents WhyIntent.'],
    [
      'a sample of two intents',
      and({ name: 'BinIntent', samples: ['Discard it'] }),
      '“discard it” is a sample twice.',
    ],
    [
      'a slot type that is nowhere',
      and({ name: 'DayIntent', slots: [{ name: 'day', type: 'Day' }], samples: [] }),
      'DayIntent: there is no slot type Day.',
    ],
    [
      'a sample with a digit',
      and({ name: 'TwoIntent', samples: ['number 2'] }),
      'TwoIntent: “number 2” has more than letters, spaces, apostrophes and full stops.',
    ],
    [
      'a sample with a slot of another intent',
      and({ name: 'ToIntent', samples: ['to {recipient}'] }),
      'ToIntent: “to {recipient}” has no slot recipient.',
    ],
    [
      "a slot's sample without the slot",
      and({
        name: 'ForIntent',
        slots: [{ name: 'who', type: 'Contact', samples: ['for them'] }],
        samples: [],
      }),
      'ForIntent: “for them” does not answer for who.',
    ],
    [
      'free speech without words around it',
      and(free('{note}')),
      'NoteIntent: “{note}” has no carrier phrase.',
    ],
    [
      'free speech beside another slot',
      and(free('tell {who} {note}')),
      'NoteIntent: “tell {who} {note}” has another slot beside free speech.',
    ],
    [
      'two slots for free speech',
      and({
        name: 'BothIntent',
        slots: ['one', 'two'].map(name => ({ name, type: 'AMAZON.SearchQuery' })),
        samples: [],
      }),
      'BothIntent: more than one slot takes free speech.',
    ],
    [
      'a sample of two intents that differs only in the name of its slot',
      and({
        name: 'WhoIntent',
        slots: [{ name: 'who', type: 'Contact' }],
        samples: ['Leave {who} a message'],
      }),
      'SendMessageIntent and WhoIntent share “Leave {who} a message”.',
    ],
    [
      'a sample that another intent gives with a name in its slot',
      and({ name: 'MomIntent', samples: ['message my mom'] }),
      'SendMessageIntent and MomIntent share “message my mom”.',
    ],
    [
      'more than a megabyte and a half',
      values(
        ...Array.from({ length: 20_000 }, (_, n): [string, string] => [`${n}`, `${'x'.repeat(50)}${n}`]),
      ),
      expect.stringMatching(/^The model has \d+ bytes; 1500000 are allowed\.$/),
    ],
    ['an id twice', values(['a', 'mum'], ['a', 'dad']), 'Contact: two values have the id a.'],
    [
      'a synonym of two values',
      values(['a', 'mum', 'Nan'], ['b', 'nan']),
      'Contact: “nan” stands for two values.',
    ],
    [
      'a value that is too long',
      values(['a', 'x'.repeat(141)]),
      `Contact: “${'x'.repeat(141)}” is too long.`,
    ],
    ['a prompt that is nowhere', model({ prompts: [] }), 'The prompt Elicit.recipient is missing.'],
    [
      'a dialog over no slots',
      model({ intents: all => all.map(intent => ({ ...intent, slots: [] })) }),
      'The dialog asks for recipient, which SendMessageIntent does not have.',
    ],
  ])('an interaction model with %s breaks Alexa’s rules', (_, broken, problem) => {
    expect(modelProblems(broken)).toContainEqual(problem);
  });
});

describe.each(LOCALES)('the interaction model of %s', locale => {
  const { languageModel, dialog } = written[locale].interactionModel;
  const intents: Intent[] = languageModel.intents;
  const intentNamed = (name: string) => intents.find(intent => intent.name === name);

  test(`the code understands every intent of ${locale} except the fallback`, () => {
    for (const { name, slots = [] } of intents)
      expect([
        name,
        heardAs(
          name,
          slots.map(slot => slot.name),
        ).kind === 'not-understood',
      ]).toEqual([name, name === 'AMAZON.FallbackIntent']);
  });

  test.each<[Heard['kind'], string[]]>([
    ['send', ['SendMessageIntent']],
    ['tell', ['TellIntent']],
    ['add', ['AddIntent']],
    ['discard', ['DiscardIntent']],
    ['count-waiting', ['WaitingIntent']],
    ['delivery-status', ['DeliveryStatusIntent']],
    ['explain', ['WhyIntent']],
    ['pair-phone', ['PairPhoneIntent']],
    ['add-contact', ['AddContactIntent']],
    ['repeat', ['AMAZON.RepeatIntent']],
    ['help', ['AMAZON.HelpIntent']],
    ['stop', ['AMAZON.StopIntent', 'AMAZON.NavigateHomeIntent']],
    ['cancel', ['AMAZON.CancelIntent']],
    ['yes', ['AMAZON.YesIntent']],
    ['no', ['AMAZON.NoIntent']],
    ['not-understood', ['AMAZON.FallbackIntent']],
  ])(`the intents of ${locale} that are heard as "%s" are %j`, (kind, names) => {
    const kinds = intents.filter(intent => heardAs(intent.name, []).kind === kind).map(({ name }) => name);
    expect(kinds.sort()).toEqual(names.sort());
  });

  test(`the code reads every slot of the model of ${locale}`, () => {
    for (const { name, slots = [] } of intents)
      for (const slot of slots) expect(JSON.stringify(heardAs(name, [slot.name]))).toContain('something');
  });

  test.each(intents.filter(({ name }) => !/Fallback|NavigateHome/.test(name)))(
    `$name of ${locale} can be asked for in at least ten ways`,
    ({ samples }) => {
      expect(samples.length).toBeGreaterThanOrEqual(10);
    },
  );

  test(`the static names of ${locale} have several hundred first names and every word for a mother`, () => {
    const said = languageModel.types.flatMap(({ values }) =>
      values.flatMap(({ name }) => [name.value, ...name.synonyms]),
    );
    expect(said.length).toBeGreaterThan(1_000);
    expect(said).toEqual(
      expect.arrayContaining(['Anna', 'David', 'James', 'mom', 'mum', 'mother', 'my mom']),
    );
  });

  test(`no static contact of ${locale} resolves to a contact of the household`, () => {
    // The phone gives contacts ids without such a prefix, so a static one resolves to nobody.
    for (const { values } of languageModel.types)
      for (const { id } of values) expect(id).toMatch(/^(static|family)-/);
  });

  test(`as much talk of the room as Amazon can tell apart goes to FallbackIntent in ${locale}`, () => {
    expect(languageModel.modelConfiguration.fallbackIntentSensitivity.level).toBe('HIGH');
  });

  test(`every phrase in the store’s texts of ${locale} is understood word for word from outside a session`, () => {
    const { locales, testingInstructions } = skill.manifest.publishingInformation;
    const { description, examplePhrases } = locales[locale];
    const quoted = (text: string) => [...text.matchAll(/"([^"]+)"/g)].map(([, phrase = '']) => phrase);
    const invoking = quoted(testingInstructions).filter(phrase => phrase.startsWith('Alexa, '));
    const phrases = [...quoted(description), ...invoking, ...examplePhrases];
    expect(phrases.length).toBeGreaterThan(8);
    for (const phrase of phrases) {
      expect(phrase).toMatch(/^Alexa, .*second yes/i);
      const heard = recognise(phrase, { model: written[locale], skillId: 'skill' });
      expect([phrase, heard.kind, 'intent' in heard && heard.intent.name]).not.toContainEqual(
        expect.stringMatching(/^(not-for-me|AMAZON\.FallbackIntent)$/),
      );
    }
  });

  test(`the example phrases of the store in ${locale} are understood, and the first one opens the skill`, () => {
    const phrases = skill.manifest.publishingInformation.locales[locale].examplePhrases;
    const heard = phrases.map(phrase => recognise(phrase, { model: written[locale], skillId: 'skill' }));
    expect(heard).toMatchObject([
      { kind: 'launch' },
      { kind: 'intent', intent: { name: 'SendMessageIntent' } },
      { kind: 'intent', intent: { name: 'WaitingIntent' } },
    ]);
  });

  test.each<Asked>(['recipient', 'name-again', 'message'])(
    `the slot of ${locale} that answers "%s" exists`,
    asked => {
      const { directives } = speak(
        ResponseFactory.init(),
        { say: 'Well?', reprompt: 'Well?' },
        { asked },
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
    },
  );
});
