import { describe, expect, test } from '@jest/globals';
import type { ResponseEnvelope } from 'ask-sdk-model';
import { parseRequest } from '../../../services/skill/envelope.ts';
import {
  type Device,
  applyAnswer,
  type Event,
  requestFor,
  type Session,
} from '../../../simulator/device/device.ts';
import { noon } from '../../support/builders/builders.ts';

const account = { applicationId: 'amzn1.ask.skill.test', userId: 'amzn1.ask.account.test' };
const stamp = { requestId: 'request-1', sessionId: 'session-1', at: noon };
const device: Device = { hasScreen: false, deviceId: 'kitchen' };
const aSession = (more: Partial<Session> = {}): Session => ({
  id: 'session-0',
  new: false,
  attributes: { a: 1 },
  taught: {},
  ...more,
});
const intent = { name: 'SendMessageIntent', confirmationStatus: 'NONE' as const, slots: {} };
const aResponse = (response: Partial<ResponseEnvelope['response']> = {}): ResponseEnvelope => ({
  version: '1.0',
  sessionAttributes: { b: 2 },
  response: { shouldEndSession: false, ...response },
});
const open = (event: Event, from: Device = device) => requestFor(from, event, account, stamp);

describe('what the device asks the skill', () => {
  test('an opening starts a session and is understood by the skill as one', () => {
    const { envelope } = open({ kind: 'launch' });
    expect(envelope.session).toMatchObject({ new: true, sessionId: 'session-1', attributes: {} });
    expect(parseRequest(envelope, {})).toMatchObject({
      user: account.userId,
      answerable: true,
      turn: { at: noon, requestId: 'request-1', opensSession: true, heard: { kind: 'launch' } },
    });
  });

  test('a further request carries the session with what the skill kept in it', () => {
    const { envelope } = open({ kind: 'intent', opens: false, intent }, { ...device, session: aSession() });
    expect(envelope.session).toMatchObject({ new: false, sessionId: 'session-0', attributes: { a: 1 } });
  });

  test('a request in one sentence leaves an open session behind', () => {
    const { envelope } = open({ kind: 'intent', opens: true, intent }, { ...device, session: aSession() });
    expect(envelope.session).toMatchObject({ new: true, sessionId: 'session-1', attributes: {} });
  });

  test('silence is a session that ran out of reprompts', () => {
    const { envelope } = open({ kind: 'silence' }, { ...device, session: aSession({ attributes: {} }) });
    expect(parseRequest(envelope, {})).toMatchObject({
      answerable: false,
      turn: { heard: { kind: 'session-ended', silent: true } },
    });
  });

  test('audio is named by its reference, which only a host with a recorder accepts', () => {
    const asking = {
      ...device,
      session: aSession({ attributes: {}, elicited: { slot: 'message', intent } }),
    };
    const { envelope } = open({ kind: 'recording', reference: 'ref-1' }, asking);
    expect(parseRequest(envelope, { recorder: true })).toMatchObject({
      turn: { heard: { kind: 'audio', reference: 'ref-1' } },
    });
    expect(parseRequest(envelope, {})).toMatchObject({ turn: { heard: { kind: 'send' } } });
  });
});

describe('what the device makes of the answer', () => {
  const asking = { ...device, session: aSession({ new: true }) };

  test('a session stays open only when the skill says so', () => {
    expect(applyAnswer(asking, aResponse()).device.session).toMatchObject({
      id: 'session-0',
      new: false,
      attributes: { b: 2 },
    });
    expect(applyAnswer(asking, aResponse({ shouldEndSession: true })).device).toEqual(device);
  });

  test('speech is shown without its markup, and as the words it stands for', () => {
    const speech = (ssml: string) => ({ type: 'SSML' as const, ssml });
    const { spoken, device: after } = applyAnswer(
      asking,
      aResponse({
        outputSpeech: speech('<speak>Tom &amp; Anna &lt;3</speak>'),
        reprompt: { outputSpeech: speech('<speak>Again?</speak>') },
        card: { type: 'Simple', title: 'Pair', content: 'ABCD-EFGH' },
      }),
    );
    expect(spoken).toEqual({
      say: 'Tom & Anna <3',
      reprompt: 'Again?',
      card: { title: 'Pair', text: 'ABCD-EFGH' },
    });
    expect(after.session?.reprompt).toBe('Again?');
  });

  test('the slot that is asked for holds until the next answer', () => {
    const asked = applyAnswer(
      asking,
      aResponse({
        directives: [{ type: 'Dialog.ElicitSlot', slotToElicit: 'recipient', updatedIntent: intent }],
      }),
    ).device;
    expect(asked.session?.elicited).toEqual({ slot: 'recipient', intent });
    const next = requestFor(asked, { kind: 'intent', opens: false, intent }, account, stamp).device;
    expect(applyAnswer(next, aResponse()).device.session?.elicited).toBeUndefined();
  });

  test('names that were taught stay for the session', () => {
    const values = [{ id: 'c1', name: { value: 'Anna', synonyms: ['annie'] } }];
    const taught = applyAnswer(
      asking,
      aResponse({
        directives: [
          {
            type: 'Dialog.UpdateDynamicEntities',
            updateBehavior: 'REPLACE',
            types: [{ name: 'Contact', values }],
          },
        ],
      }),
    ).device;
    const next = requestFor(taught, { kind: 'intent', opens: false, intent }, account, stamp).device;
    expect(applyAnswer(next, aResponse()).device.session?.taught).toEqual({ Contact: values });
  });
});
