import { expect, jest, test } from '@jest/globals';
import { TIMEOUT } from '../../support/how-far.ts';
import { codeWith, type Edit, realCode, replaced } from '../../support/lifecycle/code.ts';
import { explore } from '../../support/lifecycle/explore.ts';
import { guardedRefusals, guardsOfDecide, refusalsInDecide } from '../../support/lifecycle/guards.ts';
import type { Rules, StoreFault } from '../../support/lifecycle/world.ts';

jest.setTimeout(TIMEOUT);

const recorded: Rules = {
  code: realCode,
  couriers: 1,
  dictated: false,
  extend: false,
  releases: 1,
  pushes: false,
  restart: true,
};
const dictated: Rules = { ...recorded, dictated: true, extend: true };
const twoCouriers: Rules = { ...recorded, couriers: 2, sameTrust: true };

/** Where to look for what a guard prevents, and how far; the small worlds first. */
const PLACES: readonly [Rules, number][] = [
  [dictated, 2_000],
  [{ ...recorded, sameTrust: true }, Infinity],
  [{ ...recorded, releases: 2, sameTrust: true }, Infinity],
];

const guards = guardsOfDecide();

test('every refusal in decide stands behind a guard that is removed here', () => {
  expect(guardedRefusals(guards)).toBe(refusalsInDecide());
});

test.each(guards)('the exploration notices that decide lost a guard: $name', async ({ without }) => {
  const code = await codeWith(without);
  let noticed = false;
  for (const [rules, most] of PLACES)
    noticed ||= (await explore({ ...rules, code }, most)).violation !== undefined;
  expect(noticed).toBe(true);
});

const ATTEND = 'services/courier/attend.ts';
const ERASE_LEFTOVERS = 'services/storage/erase-leftovers.ts';

/** Guards outside `decide`: how each is removed, and where that can be seen. */
const FAULTS: Record<string, { edit?: Edit; fault?: StoreFault; rules: Rules }> = {
  'a put ignores the version of the message': {
    fault: 'a put ignores the version of the message',
    rules: dictated,
  },
  'a claim ignores the version of the trust list': {
    edit: replaced(ATTEND, '{ check: sameTrust }', '{}'),
    rules: recorded,
  },
  'a lost claim is sent': {
    edit: replaced(ATTEND, 'if (!claimed) return undefined;', ''),
    rules: recorded,
  },
  'a claim whose lease is running out is sent': {
    edit: replaced(ATTEND, 'const isTooLate = ', 'const isTooLate = false && '),
    rules: twoCouriers,
  },
  'every trust list allows the release': {
    fault: 'every trust list allows the release',
    rules: recorded,
  },
  'a trust list keeps revoked phones': { fault: 'a trust list keeps revoked phones', rules: recorded },
  'recordings are read after they were erased': {
    fault: 'recordings are read after they were erased',
    rules: twoCouriers,
  },
  'leftovers stay': { edit: replaced(ERASE_LEFTOVERS, 'if (isUnwanted)', 'if (false)'), rules: dictated },
  'leftovers stay until the erasing is recorded': {
    edit: replaced(ERASE_LEFTOVERS, "nextWork(message, now).due === 'erase'", 'false'),
    rules: dictated,
  },
  'an erasing is recorded without being done': {
    edit: replaced(ATTEND, 'await parts.recordings.erase({ household, message: id });', ''),
    rules: dictated,
  },
};

test.each(Object.entries(FAULTS))('the exploration notices that %s', async (_, { edit, fault, rules }) => {
  const code = edit ? await codeWith(edit) : realCode;
  const { violation } = await explore({ ...rules, code, ...(fault && { fault }) }, 100_000);
  expect(violation).toBeDefined();
});
