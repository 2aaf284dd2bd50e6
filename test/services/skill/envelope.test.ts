import { describe, expect, test } from '@jest/globals';
import { parseRequest } from '../../../services/skill/envelope.ts';
import { anEnvelope, intends, SKILL_ID, theTurnIn, USER_ID } from '../../support/builders/alexa-envelopes.ts';
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
    ['a level of another shape', known('high'), 'voice'],
    ['a level below recognition', known({ level: 100 }), undefined],
  ])('a turn with %s gives the right speaker', (_, person, speaker) => {
    expect(theTurnIn(spokenBy(person)).turn.speaker).toBe(speaker);
  });

  test('a person without an id makes the envelope malformed', () => {
    expect(parseRequest(spokenBy({}), {})).toMatchObject({
      refused: 'envelope-malformed',
      places: ['context.System.person.personId'],
    });
  });
});

test('the intent for "why did you do that" is understood', () => {
  expect(theTurnIn(anEnvelope(intends('WhyIntent'))).turn.heard).toEqual({ kind: 'explain' });
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
        kind: 'skill-event',
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

  test('a skill event of an unknown kind is malformed', () => {
    expect(parseRequest(event('SkillSold'), {})).toMatchObject({ places: ['request.type'] });
  });

  test('the event that the skill was disabled is malformed without an account', () => {
    const { request, context } = event('SkillDisabled');
    const application = context.System.application;
    expect(parseRequest({ request, context: { System: { application } } }, {})).toMatchObject({
      places: ['context.System.user'],
    });
  });

  test('a skill event for another skill is refused as wrong-skill', () => {
    expect(parseRequest(event('SkillDisabled'), { skillId: 'amzn1.ask.skill.another' })).toMatchObject({
      refused: 'wrong-skill',
    });
  });
});
