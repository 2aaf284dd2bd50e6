import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Held } from '../../../core/message/message.ts';
import { openApi } from '../../../phone/session/api-client.ts';
import { discardMessage } from '../../../phone/worker/discard-message.ts';
import {
  aHousehold,
  holding,
  type TestHousehold,
  moving,
  storedMessage,
  trustOf,
} from '../../support/builders/a-household.ts';
import { aLink, aPhone, puts, aContact } from '../../support/builders/builders.ts';
import { aNetwork, identityOf, type Line, createMemoryStore, aPairing } from '../a-phone-app.ts';
import { sessionTexts } from '../../../phone/ui/texts.ts';

let household: TestHousehold;
let message: Held;
let line: Line;
let store: ReturnType<typeof createMemoryStore>;
let network: ReturnType<typeof aNetwork>['network'];

beforeEach(async () => {
  household = await aHousehold();
  message = await holding(household);
  ({ network, line } = aNetwork(household));
  store = createMemoryStore(identityOf(household.phone));
  await store.savePairing(await aPairing(household));
});

const discard = () =>
  discardMessage(openApi(network, household.household, identityOf(household.phone)), store, message.id);

describe('The “Discard” button of a notification', () => {
  test('the Discard button discards the message with a statement signed by this phone', async () => {
    expect(await discard()).toBe('discarded');
    expect(await storedMessage(household, message)).toMatchObject({
      state: 'discarded',
      answer: { phone: household.phone.id, statement: { notMe: false } },
    });
    expect(store.kept).toEqual([]);
  });

  test('a discard without an answer is unconfirmed, and the app sends it again with the same signature', async () => {
    line.rewrite = path => {
      if (path.endsWith('/answer')) line.loses = 'answer';
      return undefined as never;
    };
    expect(await discard()).toBe('not-confirmed');
    const stored = await storedMessage(household, message);
    const jws = stored.state === 'discarded' ? stored.answer?.jws : undefined;
    expect(store.kept).toMatchObject([{ message: message.id, type: 'discard', jws }]);
  });

  test('the Discard button without a network changes nothing and says so', async () => {
    line.loses = 'request';
    expect(await discard()).toEqual({ refused: sessionTexts.problem.noAnswer });
    expect((await storedMessage(household, message)).state).toBe('held');
    expect(store.kept).toEqual([]);
  });

  test('the Discard button on an expired message shows the refusal of the server', async () => {
    household.clock.pass(message.holdUntil - household.clock.now());
    await moving(household, message, { do: 'expire' });
    expect(await discard()).toEqual({ refused: expect.stringMatching(/over|no longer/) });
    expect(store.kept).toEqual([]);
  });

  test('the Discard button signs nothing under a broken trust list', async () => {
    const trust = await trustOf(household);
    const forged = await aLink(await aPhone('A stranger'), trust.links, puts(aContact()));
    line.rewrite = path =>
      path === '/trust' ? Response.json({ links: [...trust.links, forged] }) : (undefined as never);
    expect(await discard()).toEqual({ refused: sessionTexts.trust.broken });
    expect((await storedMessage(household, message)).state).toBe('held');
  });

  test('the Discard button does nothing on a phone without a pairing', async () => {
    await store.deleteAll();
    expect(await discard()).toEqual({ refused: sessionTexts.trust['not-paired'] });
  });
});
