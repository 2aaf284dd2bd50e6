import { describe, expect, test } from '@jest/globals';
import { parseRequest } from '../../../services/skill/envelope.ts';
import { anEnvelope, intends } from '../../support/builders/alexa-envelopes.ts';

const opened = (person?: unknown, said = intends('WhyIntent')) => {
  const envelope = anEnvelope(said) as unknown as { context: { System: Record<string, unknown> } };
  if (person !== undefined) envelope.context.System['person'] = person;
  return parseRequest(envelope, {});
};
const speakerOf = (person?: unknown) => {
  const envelope = opened(person);
  return 'turn' in envelope ? envelope.turn.speaker : envelope;
};
const known = (level: unknown) => ({
  personId: 'amzn1.ask.person.TEST',
  authenticationConfidenceLevel: level,
});

describe('who spoke', () => {
  test.each<[string, unknown, string | undefined]>([
    ['nobody known', undefined, undefined],
    ['no person', null, undefined],
    ['a known voice', known({ level: 300 }), 'voice'],
    ['a known voice and a PIN', known({ level: 400, customPolicy: { policyName: 'x' } }), 'voice-and-pin'],
    ['a known voice without a level', known(undefined), 'voice'],
    ['a level of another shape', known('high'), 'voice'],
    ['a level below recognition', known({ level: 100 }), undefined],
  ])('%s is %#', (_, person, speaker) => {
    expect(speakerOf(person)).toBe(speaker);
  });

  test('a person without an id is malformed', () => {
    expect(opened({})).toMatchObject({ refused: 'envelope-malformed' });
  });
});

test('"why did you do that" is understood', () => {
  expect(opened()).toMatchObject({ turn: { heard: { kind: 'why' } } });
});
