import { describe, expect, test } from '@jest/globals';
import type { Heard } from '../../../core/conversation/turn.ts';
import { parseRequest } from '../../../services/skill/envelope.ts';
import type { IntentName } from '../../../services/skill/intents.ts';
import {
  anEnvelope,
  asJson,
  intends,
  SKILL_ID,
  theTurnIn,
  USER_ID,
} from '../../support/builders/alexa-envelopes.ts';
import { noon } from '../../support/builders/builders.ts';

const spokenBy = (person: unknown) => {
  const envelope = anEnvelope(intends('WhyIntent'));
  return { ...envelope, context: { System: { ...envelope.context.System, person } } };
};
const known = (level: unknown) => ({
  personId: 'amzn1.ask.person.TEST',
  authenticationConfidenceLevel: level,
});

describe('the speaker', () => {
  test.each<[string, unknown, string | undefined]>([
    ['no person', undefined, undefined],
    ['null as its person', null, undefined],
    ['a known voice', known({ level: 300 }), 'voice'],
    ['a known voice and a PIN', known({ level: 400, customPolicy: { policyName: 'x' } }), 'voice-and-pin'],
    ['a known voice with an undefined level', known(undefined), 'voice'],
    ['a known voice without a level', { personId: 'amzn1.ask.person.TEST' }, 'voice'],
    ['null as its level', known(null), 'voice'],
    ['a level of another shape', known('high'), 'voice'],
    ['a person without an id', {}, undefined],
    ['a level below recognition', known({ level: 100 }), undefined],
  ])('a turn with %s gives the right speaker', (_, person, speaker) => {
    expect(theTurnIn(spokenBy(person)).turn.speaker).toBe(speaker);
  });
});

describe('a slot', () => {
  const recipient = (slot: object) =>
    theTurnIn(
      anEnvelope(intends('SendMessageIntent', { recipient: { name: 'recipient', ...slot } as never })),
    ).turn.heard;
  const matched = (id: string) => ({
    resolutionsPerAuthority: [
      { authority: 'a', status: { code: 'ER_SUCCESS_MATCH' }, values: [{ value: { name: 'n', id } }] },
    ],
  });
  const anna = { type: 'Simple', value: 'anna', resolutions: matched('id-of-anna') };
  const ben = { type: 'Simple', value: 'ben', resolutions: matched('id-of-ben') };

  test.each<[string, object, unknown]>([
    [
      'a value',
      { value: 'anna', resolutions: matched('id-of-anna') },
      { text: 'anna', resolved: ['id-of-anna'] },
    ],
    ['a value and its slotValue', { value: 'anna', slotValue: ben }, { text: 'anna', resolved: [] }],
    ['only a simple slotValue', { slotValue: anna }, { text: 'anna', resolved: ['id-of-anna'] }],
    [
      'null and a simple slotValue',
      { value: null, slotValue: anna },
      { text: 'anna', resolved: ['id-of-anna'] },
    ],
    [
      'a list of one',
      { slotValue: { type: 'List', values: [anna] } },
      { text: 'anna', resolved: ['id-of-anna'] },
    ],
    [
      'a list of two',
      { slotValue: { type: 'List', values: [anna, ben] } },
      { text: 'anna and ben', resolved: [] },
    ],
    ['resolutions of another shape', { value: 'anna', resolutions: 'x' }, { text: 'anna', resolved: [] }],
    ['nothing', { value: null, slotValue: null, resolutions: null }, undefined],
  ])('a slot with %s is read', (_, slot, name) => {
    expect(recipient(slot)).toEqual({ kind: 'send', ...(name !== undefined && { name }) });
  });

  test('free speech is read from a slotValue too', () => {
    const said = { name: 'said', slotValue: { type: 'Simple', value: "anna I'm late" } };
    expect(theTurnIn(anEnvelope(intends('TellIntent', { said: said as never }))).turn.heard).toEqual({
      kind: 'tell',
      said: "anna I'm late",
    });
  });

  test.each([null, undefined])('an intent whose slots or single slots are %p is read', nothing => {
    const withSlots = (slots: unknown) => {
      const envelope = anEnvelope(intends('SendMessageIntent'));
      return { ...envelope, request: { ...envelope.request, intent: { name: 'SendMessageIntent', slots } } };
    };
    expect(theTurnIn(withSlots(nothing)).turn.heard).toEqual({ kind: 'send' });
    expect(theTurnIn(withSlots({ recipient: nothing })).turn.heard).toEqual({ kind: 'send' });
  });
});

test.each<[string, unknown]>([
  ['null', null],
  ['a number', 7],
  ['an object', {}],
])('fields that the skill can do without may be %s', (_, odd) => {
  const envelope = anEnvelope({ type: 'SessionEndedRequest', reason: 'ERROR' });
  const changed = {
    ...envelope,
    session: { ...envelope.session, attributes: odd, user: odd, application: odd },
    context: {
      System: { ...envelope.context.System, person: odd, unit: odd, apiEndpoint: odd },
      Viewport: odd,
    },
    request: { ...envelope.request, locale: odd, reason: odd, error: odd },
  };
  expect(theTurnIn(changed).turn).toMatchObject({ heard: { kind: 'session-ended', silent: false } });
});

test.each([
  ['session.new'],
  ['session.sessionId'],
  ['context.System.application.applicationId'],
  ['context.System.user.userId'],
  ['context.System.device.deviceId'],
  ['request.requestId'],
  ['request.timestamp'],
  ['request.intent'],
  ['request.intent.name'],
])('the field %s is needed: null and missing are refused alike, at that place', place => {
  for (const nothing of [null, undefined]) {
    const envelope = structuredClone(anEnvelope(intends('WhyIntent'))) as object;
    const path = place.split('.');
    const last = path.pop() as string;
    const parent = path.reduce<Record<string, unknown>>(
      (all, part) => all[part] as Record<string, unknown>,
      envelope as Record<string, unknown>,
    );
    parent[last] = nothing;
    expect(parseRequest(asJson(envelope), {})).toEqual({ refused: 'envelope-malformed', places: [place] });
  }
});

/** What each intent of the interaction model asks for. */
const KINDS: Record<IntentName, Heard['kind']> = {
  SendMessageIntent: 'send',
  TellIntent: 'tell',
  AddIntent: 'add',
  DiscardIntent: 'discard',
  WaitingIntent: 'count-waiting',
  DeliveryStatusIntent: 'delivery-status',
  WhyIntent: 'explain',
  PairPhoneIntent: 'pair-phone',
  AddContactIntent: 'add-contact',
  'AMAZON.HelpIntent': 'help',
  'AMAZON.RepeatIntent': 'repeat',
  'AMAZON.StopIntent': 'stop',
  'AMAZON.NavigateHomeIntent': 'stop',
  'AMAZON.CancelIntent': 'cancel',
  'AMAZON.YesIntent': 'yes',
  'AMAZON.NoIntent': 'no',
  'AMAZON.FallbackIntent': 'not-understood',
};

test.each(Object.entries(KINDS))('the intent %s is heard as "%s"', (name, kind) => {
  expect(theTurnIn(anEnvelope(intends(name))).turn.heard.kind).toBe(kind);
});

test('an envelope keeps only the skill’s own session attributes for the SDK', () => {
  const { envelope } = theTurnIn(anEnvelope(intends('WhyIntent'), { attributes: { theirs: 'x' } }));
  expect(envelope.session?.attributes).toEqual({});
});

describe('a skill event', () => {
  const event = (type: string, timestamp: unknown = new Date(noon).toISOString()) => ({
    context: { System: { application: { applicationId: SKILL_ID }, user: { userId: USER_ID } } },
    request: { type: `AlexaSkillEvent.${type}`, timestamp },
  });

  test('the event that an account disabled the skill is parsed with the account', () => {
    expect(parseRequest(event('SkillDisabled'), {})).toEqual({
      kind: 'skill-disabled',
      applicationId: SKILL_ID,
      user: USER_ID,
      at: noon,
    });
  });

  test.each(['SkillEnabled', 'SkillPermissionAccepted', 'SkillPermissionChanged'])(
    'the event %s is parsed without the account',
    type => {
      expect(parseRequest(event(type), {})).toEqual({
        kind: 'not-handled',
        applicationId: SKILL_ID,
        type: `AlexaSkillEvent.${type}`,
        at: noon,
      });
    },
  );

  test.each([null, 'soon', 7])('a skill event is parsed even if its timestamp is %p', timestamp => {
    const request = parseRequest(event('SkillDisabled', timestamp), {});
    expect(request).toMatchObject({ kind: 'skill-disabled', user: USER_ID });
    expect(request).not.toHaveProperty('at');
  });

  test.each(['tell nobody', '', 7, null])('a request whose type is %p is malformed', type => {
    expect(parseRequest({ ...event('SkillEnabled'), request: { type } }, {})).toMatchObject({
      places: ['request.type'],
    });
  });

  test('the event that the skill was disabled is malformed without an account', () => {
    const { request, context } = event('SkillDisabled');
    const application = context.System.application;
    expect(parseRequest(asJson({ request, context: { System: { application } } }), {})).toMatchObject({
      places: ['context.System.user'],
    });
  });

  test('a skill event for another skill is refused as wrong-skill', () => {
    expect(parseRequest(event('SkillDisabled'), { skillId: 'amzn1.ask.skill.another' })).toMatchObject({
      refused: 'wrong-skill',
    });
  });
});
