import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import type { Contact } from '../../../core/household/contact.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import type { Message } from '../../../core/message/message.ts';
import { replies } from '../../../core/text/en/replies.ts';
import {
  anEnvelope,
  dictates,
  intends,
  type Said,
  sendsTo,
  touches,
} from '../../support/builders/alexa-envelopes.ts';
import { type Answered, anEcho, type Echo } from '../../support/builders/an-echo.ts';
import { aContact } from '../../support/builders/builders.ts';
import { brokenRules } from '../../support/session-rules.ts';

const launch: Said = { type: 'LaunchRequest' };
const dinner = 'Dinner is at seven.';
const screen = '1.4';

/** An Echo with a screen. */
async function anEchoShow(given?: Parameters<typeof anEcho>[0]): Promise<Echo> {
  const echo = await anEcho(given);
  return { ...echo, says: (said, around) => echo.says(said, { screen, ...around }) };
}

const shownIn = ({ directives }: Answered) =>
  directives.find(one => one.type === 'Alexa.Presentation.APL.RenderDocument');
const states = ({ documents }: Echo) =>
  documents
    .everything()
    .filter((one): one is Message => one.kind === 'message')
    .map(({ state }) => state);

/** What the button of a screen sends when it is touched. */
function buttonIn(answer: Answered): Said {
  const [, sent] = /"arguments":(\[.*?\])/.exec(JSON.stringify(shownIn(answer))) ?? [];
  return touches(...(JSON.parse(sent ?? '[]') as unknown[]));
}

// The vocabulary of APL 1.4 that the documents use, after Amazon's reference.
const dimension = z.union([
  z.string().regex(/^(\d+(dp|vw|vh)|@\w+|\$\{\d+ \* \(environment\.fontScale \?\? 1\)\}dp)$/),
]);
const reference = z.string().regex(/^@\w+$/);
const padding = {
  paddingLeft: dimension.optional(),
  paddingRight: dimension.optional(),
  paddingTop: dimension.optional(),
  paddingBottom: dimension.optional(),
};
const size = {
  spacing: dimension.optional(),
  width: dimension.optional(),
  height: dimension.optional(),
  minHeight: dimension.optional(),
};
const component: z.ZodType = z.lazy(() =>
  z.discriminatedUnion('type', [
    z.strictObject({
      type: z.literal('Text'),
      text: z
        .string()
        .min(1)
        .regex(/^[^$@{}<]*$/),
      color: reference,
      fontSize: reference,
      textAlign: reference.optional(),
      fontWeight: z.enum(['400', '700']).optional(),
      ...padding,
      ...size,
    }),
    z.strictObject({
      type: z.literal('Frame'),
      backgroundColor: reference,
      borderColor: reference.optional(),
      borderWidth: dimension.optional(),
      borderRadius: dimension.optional(),
      item: component,
      ...padding,
      ...size,
    }),
    z.strictObject({ type: z.literal('ScrollView'), item: component, ...size }),
    z.strictObject({
      type: z.literal('Container'),
      alignItems: reference,
      justifyContent: z.literal('center'),
      items: z.array(component).min(1),
      ...padding,
      ...size,
    }),
    z.strictObject({
      type: z.literal('TouchWrapper'),
      spacing: dimension,
      accessibilityLabel: z.string().min(1),
      onPress: z.tuple([
        z.strictObject({ type: z.literal('SendEvent'), arguments: z.array(z.string()).min(2) }),
        z.strictObject({ type: z.literal('SetState'), state: z.literal('disabled'), value: z.literal(true) }),
      ]),
      item: component,
    }),
  ]),
);
const colour = z.string().regex(/^#[\da-f]{6}$/);
const resources = z.strictObject({
  when: z
    .string()
    .regex(/^\$\{viewport\.(shape|theme) == "\w+"\}$/)
    .optional(),
  colors: z.record(z.string(), colour).optional(),
  dimensions: z.record(z.string(), dimension).optional(),
  strings: z.record(z.string(), z.string()).optional(),
});
const aplDocument = z.strictObject({
  type: z.literal('APL'),
  version: z.literal('1.4'),
  resources: z.array(resources).min(1),
  mainTemplate: z.strictObject({ items: z.tuple([component]) }),
});

/** A conversation with every kind of screen in it. */
const everyKind: Said[] = [
  launch,
  intends('SendMessageIntent'),
  sendsTo('anna'),
  dictates(dinner),
  intends('AMAZON.HelpIntent'),
  intends('AMAZON.NoIntent'),
  intends('WaitingIntent'),
  intends('DiscardIntent'),
  intends('DeliveryStatusIntent'),
];

describe('a device with a screen', () => {
  test('every answer on a screen carries a document in the vocabulary of APL 1.4', async () => {
    const echo = await anEchoShow();
    for (const said of everyKind) {
      const answer = await echo.says(said);
      expect(aplDocument.safeParse(shownIn(answer)?.document).error?.issues).toBeUndefined();
      expect(brokenRules(answer.envelope)).toEqual([]);
    }
  });

  test.each([
    ['a speaker', undefined],
    ['a screen that is too old for the documents', '1.3'],
  ])('%s gets no document', async (_, old) => {
    const echo = await anEcho();
    for (const said of everyKind)
      expect(shownIn(await echo.says(said, old === undefined ? {} : { screen: old }))).toBeUndefined();
  });

  test.each(['1.4', '1.10', '2024.3'])('a screen that knows APL %s gets a document', async version => {
    expect(shownIn(await (await anEcho()).says(launch, { screen: version }))).toBeDefined();
  });

  test.each(['odd', 7, [], true, null, {}])('interfaces of an odd shape are no screen: %j', async odd => {
    const echo = await anEcho();
    const { envelope } = await echo.says(launch);
    const request = anEnvelope(launch, { requestId: 'odd' });
    const device = { ...request.context.System.device, supportedInterfaces: odd };
    const System = { ...request.context.System, device };
    const answer = await echo.skill({ ...request, context: { System } });
    expect(answer.response.outputSpeech).toEqual(envelope.response.outputSpeech);
    expect(JSON.stringify(answer)).not.toContain('RenderDocument');
  });

  test('the pairing code is on the card and never on the screen', async () => {
    const echo = await anEchoShow({ paired: false });
    const answer = await echo.says(intends('PairPhoneIntent'));
    expect(JSON.stringify(answer.envelope.response.card)).toContain('ABCD-EFGH');
    expect(JSON.stringify(shownIn(answer))).toContain('Look in the Alexa app');
    expect(JSON.stringify(shownIn(answer))).not.toMatch(/ABCD|home\.example/);
  });

  test('a document, a hundred long names and a long story stay within what Alexa takes', async () => {
    const contacts: Contact[] = Array.from({ length: 100 }, (_, i) =>
      aContact({ id: `c${i}` as ContactId, name: `${i} ${'நன்றி'.repeat(12)}`.slice(0, 60) }),
    );
    const echo = await anEchoShow({ contacts });
    const first = await echo.says(launch);
    expect(first.directives.map(({ type }) => type)).toEqual([
      'Alexa.Presentation.APL.RenderDocument',
      'Dialog.UpdateDynamicEntities',
    ]);
    expect(brokenRules(first.envelope)).toEqual([]);
    await echo.says(sendsTo(contacts[7]?.name ?? ''));
    await echo.says(dictates(dinner));
    for (let i = 0; i < 60; i += 1) {
      const { envelope } = await echo.says(intends('AddIntent', { addition: `and bread ${i}` }));
      expect(brokenRules(envelope)).toEqual([]);
    }
  });
});

describe('the Discard button', () => {
  test('the button discards the held message, as the voice does', async () => {
    const echo = await anEchoShow();
    await echo.says(sendsTo('anna'));
    const held = await echo.says(dictates(dinner));
    const answer = await echo.says(buttonIn(held));
    expect(answer).toMatchObject({ said: replies.discarded, ends: true });
    expect(shownIn(answer)).toBeDefined();
    expect(states(echo)).toEqual(['discarded']);
  });

  test('the button touched twice, in one session or after it, discards nothing else', async () => {
    const echo = await anEchoShow();
    await echo.says(intends('TellIntent', { said: 'anna that breakfast is at eight' }));
    await echo.says(intends('AMAZON.NoIntent'));
    const held = await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }));
    await echo.says(buttonIn(held));
    const again = await echo.repeats();
    expect(again.ends).toBe(true);
    expect(await echo.says(buttonIn(held))).toMatchObject({ said: replies['not-waiting'], ends: true });
    expect(states(echo).toSorted()).toEqual(['discarded', 'rendering']);
  });

  test('the button of a screen that stayed after the session discards its message', async () => {
    const echo = await anEchoShow();
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }));
    const done = await echo.says(intends('AMAZON.NoIntent'));
    expect(await echo.says(buttonIn(done))).toMatchObject({ said: replies.discarded });
    expect(states(echo)).toEqual(['discarded']);
  });

  test('the button reaches no message of another room', async () => {
    const echo = await anEchoShow();
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }));
    const done = await echo.says(intends('AMAZON.NoIntent'));
    const elsewhere = await echo.says(buttonIn(done), { device: 'amzn1.ask.device.ATTIC' });
    expect(elsewhere.said).toBe(replies['not-waiting']);
    expect(states(echo)).toEqual(['rendering']);
  });

  test.each([
    ['nothing', []],
    ['no message', ['discard']],
    ['another command', ['release', '01M']],
    ['an odd message', ['discard', { id: 1 }]],
    ['an id with other characters', ['discard', 'a b']],
  ])('a touch that sends %s does nothing and is logged', async (_, sent) => {
    const echo = await anEchoShow();
    await echo.says(intends('TellIntent', { said: `anna that ${dinner}` }));
    expect((await echo.says(touches(...sent))).envelope.response).toEqual({});
    expect(states(echo)).toEqual(['rendering']);
    expect(echo.logged).toEqual([{ event: 'request not handled', type: 'Alexa.Presentation.APL.UserEvent' }]);
  });
});

describe('the colours of a screen', () => {
  const luminance = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map(at => {
      const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [high = 0, low = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };

  test('every text on a screen has enough contrast, in light and in dark', async () => {
    const parsed = aplDocument.parse(shownIn(await (await anEchoShow()).says(launch))?.document);
    const palettes = parsed.resources.flatMap(({ colors }) => (colors ? [colors] : []));
    expect(palettes).toHaveLength(2);
    for (const { page = '', text = '', muted = '', accent = '', button = '', edge = '' } of palettes) {
      for (const words of [text, muted, accent]) expect(contrast(words, page)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, button)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(edge, page)).toBeGreaterThanOrEqual(3);
    }
  });
});
