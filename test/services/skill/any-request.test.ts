import { expect, test } from '@jest/globals';
import type { ResponseEnvelope } from 'ask-sdk-model';
import * as fc from 'fast-check';
import { INTENTS, INTENTS_WITHOUT_SAMPLES, type SlotName } from '../../../services/skill/intents.ts';
import type { ContactId } from '../../../core/household/ids.ts';
import { DISCARD, SCREEN } from '../../../services/skill/screen-document.ts';
import { DEVICE_ID, SKILL_ID, USER_ID } from '../../support/builders/alexa-envelopes.ts';
import { anEcho, messagesOf } from '../../support/builders/an-echo.ts';
import { aContact, aMessageId, noon } from '../../support/builders/builders.ts';
import { howFar, TIMEOUT } from '../../support/how-far.ts';
import { brokenRules } from '../../support/session-rules.ts';

/** A field that may be missing, null or of another shape. */
const field = <T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof(
    { weight: 6, arbitrary: value },
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.constantFrom<unknown>('odd', 7, {}, [], true) },
  );

/** A field that the skill cannot do without, or that it refuses in another shape: there, missing or null. */
const strict = <T>(value: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 6, arbitrary: value }, { weight: 1, arbitrary: fc.constantFrom(undefined, null) });

const words = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom('anna', 'ben', 'zebulon', "anna that I'm late", 'dinner is at seven'),
  },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constantFrom('', ' ', '<speak>&"\'', 'இ'.repeat(3_000), 'x'.repeat(2_001)) },
);
const resolution = fc.record({
  authority: field(fc.constant('amzn1.er-authority.echo-sdk.dynamic.amzn1.ask.skill.Contact')),
  status: fc.record({ code: fc.constantFrom('ER_SUCCESS_MATCH', 'ER_SUCCESS_NO_MATCH', 'ER_ERROR_TIMEOUT') }),
  values: field(
    fc.array(
      fc.record({ value: fc.record({ name: field(words), id: field(fc.constantFrom('anna', 'nobody')) }) }),
      {
        maxLength: 2,
      },
    ),
  ),
});
const resolutions = field(
  fc.record({ resolutionsPerAuthority: field(fc.array(resolution, { maxLength: 2 })) }),
);
const simple = fc.record({ type: fc.constant('Simple'), value: field(words), resolutions });
const slot = fc.record({
  name: field(fc.constant('recipient')),
  value: strict(words),
  confirmationStatus: field(fc.constantFrom('NONE', 'CONFIRMED')),
  source: field(fc.constant('USER')),
  resolutions,
  slotValue: field(
    fc.oneof(
      simple,
      fc.record({ type: fc.constant('List'), values: field(fc.array(simple, { maxLength: 2 })) }),
    ),
  ),
});

const slotsOf: Record<string, readonly SlotName[]> = {
  ...INTENTS,
  ...Object.fromEntries(INTENTS_WITHOUT_SAMPLES.map(name => [name, []])),
  AnIntentOfTheFuture: ['said'],
};
const intent = fc.constantFrom(...Object.keys(slotsOf)).chain(name =>
  fc.record({
    name: fc.constant(name),
    confirmationStatus: field(fc.constantFrom('NONE', 'DENIED')),
    slots: strict(fc.record(Object.fromEntries((slotsOf[name] ?? []).map(one => [one, strict(slot)])))),
  }),
);

const reported = field(
  fc.record({ type: fc.constantFrom('INVALID_RESPONSE', 'INTERNAL_SERVICE_ERROR'), message: field(words) }),
);
const timed = { locale: field(fc.constantFrom('en-US', 'en-IN', 'de-DE', 'ja-JP')) };
const meant = {
  type: 'IntentRequest',
  intent: { name: 'TellIntent', slots: { said: { name: 'said', value: "anna that I'm late" } } },
};
/** In a touch's arguments: a message that is unknown, and every one of the household. */
const HELD = 'held';
const request = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ ...timed, type: fc.constant(meant.type), intent: fc.constant(meant.intent) }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      ...timed,
      type: fc.constant('IntentRequest'),
      dialogState: field(fc.constantFrom('STARTED', 'IN_PROGRESS', 'COMPLETED')),
      intent,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      ...timed,
      type: fc.constant('LaunchRequest'),
      task: field(fc.constant({ name: 'x' })),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...timed,
      type: fc.constant('SessionEndedRequest'),
      reason: field(fc.constantFrom('USER_INITIATED', 'ERROR', 'EXCEEDED_MAX_REPROMPTS')),
      error: reported,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...timed,
      type: fc.constantFrom(
        'System.ExceptionEncountered',
        'Alexa.Presentation.APL.UserEvent',
        'Alexa.Presentation.APL.RuntimeError',
        'Display.ElementSelected',
        'PlaybackController.NextCommandIssued',
        'CanFulfillIntentRequest',
        'Connections.Response',
        'AlexaSkillEvent.SkillEnabled',
      ),
      error: reported,
      arguments: field(fc.constant(['x'])),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      ...timed,
      type: fc.constant('Alexa.Presentation.APL.UserEvent'),
      token: field(fc.constant('screen')),
      source: field(fc.constant({ type: 'TouchWrapper' })),
      arguments: fc.constant([DISCARD, HELD]),
    }),
  },
);
const person = field(
  fc.record({
    personId: field(fc.constant('amzn1.ask.person.TEST')),
    accessToken: field(fc.constant('x')),
    authenticationConfidenceLevel: field(fc.record({ level: field(fc.constantFrom(100, 300, 400)) })),
  }),
);
const turn = fc.record({
  request,
  person,
  /** Session attributes that Alexa lost or that another version of the skill wrote. */
  attributes: fc.oneof(
    { weight: 9, arbitrary: fc.constant('kept' as const) },
    { weight: 1, arbitrary: field(fc.record({ conversation: field(fc.constant({ asked: 'message' })) })) },
  ),
  around: fc.record({ Viewport: field(fc.constant({ shape: 'ROUND' })), Extensions: field(fc.constant({})) }),
  interfaces: fc.oneof(
    { weight: 1, arbitrary: fc.constant({ [SCREEN]: { runtime: { maxVersion: '2024.3' } } }) },
    {
      weight: 1,
      arbitrary: field(fc.record({ [SCREEN]: field(fc.record({ runtime: field(fc.constant({})) })) })),
    },
  ),
  unit: field(fc.record({ unitId: field(fc.constant('x')) })),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;

const contacts = [
  aContact(),
  aContact({ id: 'ben' as ContactId, name: 'Ben' }),
  ...Array.from({ length: 100 }, (_, at) =>
    aContact({ id: `c${at}` as ContactId, name: `${at} ${'நன்றி'.repeat(11)}`.slice(0, 60) }),
  ),
];

const HOUSEHOLDS: Parameters<typeof anEcho>[0][] = [
  { contacts },
  { contacts: [] },
  { contacts, paired: false },
];

/** A conversation in which each turn is meant, so that every run of the test holds a message. */
const meantAlways: Turn = {
  request: { ...meant, locale: 'en-US' },
  person: undefined,
  attributes: 'kept',
  around: { Viewport: undefined, Extensions: undefined },
  interfaces: {},
  unit: undefined,
};

/** A touch of the button that a held message shows, so that every run of the test discards a message. */
const touchesHeld: Turn = {
  ...meantAlways,
  request: {
    type: 'Alexa.Presentation.APL.UserEvent',
    locale: 'en-US',
    token: 'screen',
    source: { type: 'TouchWrapper' },
    arguments: [DISCARD, HELD],
  },
  interfaces: { [SCREEN]: { runtime: { maxVersion: '2024.3' } } },
};

/** How many turns a session has at most, as each conversation is sent one after the other. */
const TURNS = 6;

test(
  'any request of Amazon’s schema gets an answer that keeps the rules of a session, its size and SSML',
  async () => {
    const requests = howFar({ short: 400, long: 20_000 });
    let sent = 0;
    let held = 0;
    let discarded = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: TURNS, maxLength: TURNS }),
        fc.constantFrom(...HOUSEHOLDS),
        async (turns, given) => {
          const echo = await anEcho(given);
          const messages = () => messagesOf(echo);
          let open: ResponseEnvelope['sessionAttributes'];
          for (const [
            at,
            { request: one, person: who, attributes, around, interfaces, unit },
          ] of turns.entries()) {
            const application = { applicationId: SKILL_ID };
            const user = { userId: USER_ID };
            const isTouch =
              'arguments' in one && Array.isArray(one.arguments) && one.arguments[0] === DISCARD;
            const answer = await echo.skill({
              version: '1.0',
              session: {
                new: open === undefined,
                sessionId: 'amzn1.echo-api.session.1',
                attributes: attributes === 'kept' ? open : attributes,
                application,
                user,
              },
              context: {
                System: {
                  application,
                  user,
                  device: { deviceId: DEVICE_ID, supportedInterfaces: interfaces },
                  person: who,
                  unit,
                },
                ...around,
              },
              request: {
                requestId: `request ${at}`,
                timestamp: new Date(noon + at * 10_000).toISOString(),
                ...one,
                ...(isTouch && {
                  arguments: (one.arguments as string[]).flatMap(sent =>
                    sent === HELD ? [aMessageId(), ...messages().map(({ id }) => id)] : sent,
                  ),
                }),
              },
            });
            sent += 1;
            expect(brokenRules(answer)).toEqual([]);
            const isSilent = !isTouch && !['IntentRequest', 'LaunchRequest'].includes(one.type);
            expect([one.type, answer.response.outputSpeech === undefined]).toEqual([one.type, isSilent]);
            open = answer.response.shouldEndSession === false ? answer.sessionAttributes : undefined;
          }
          held += messages().length;
          discarded += messages().filter(({ state }) => state === 'discarded').length;
          expect(echo.logged.filter(({ code }) => code !== undefined)).toEqual([]);
        },
      ),
      {
        numRuns: Math.ceil(requests / TURNS),
        examples: [
          [Array.from({ length: TURNS }, () => meantAlways), { contacts }],
          [[meantAlways, touchesHeld, meantAlways, touchesHeld, meantAlways, meantAlways], { contacts }],
        ],
      },
    );
    expect(sent).toBeGreaterThanOrEqual(requests);
    expect(held).toBeGreaterThan(0);
    expect(discarded).toBeGreaterThan(0);
  },
  TIMEOUT,
);
