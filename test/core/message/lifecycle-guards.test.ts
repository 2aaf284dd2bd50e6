/** @slow */
import { expect, jest, test } from '@jest/globals';
import { TIMEOUT } from '../../support/how-far.ts';
import { codeWith, type Edit, realCode, replaced } from '../../support/lifecycle/code.ts';
import { explore, walksThrough } from '../../support/lifecycle/explore.ts';
import { guardedRefusals, guardsOfDecide, refusalsInDecide } from '../../support/lifecycle/guards.ts';
import type { Rules, StoreFault } from '../../support/lifecycle/world.ts';
import { randomFrom } from '../../support/races/races.ts';

jest.setTimeout(TIMEOUT);

const recorded: Rules = {
  code: realCode,
  couriers: 1,
  dictated: false,
  extend: false,
  releases: 1,
  notesBeginning: true,
  pushes: false,
  restart: true,
};
const dictated: Rules = { ...recorded, dictated: true, extend: true };
const leftovers: Rules = { ...dictated, sameTrust: true };
const twoReleases: Rules = { ...recorded, releases: 2, sameTrust: true };
const twoCouriers: Rules = { ...recorded, couriers: 2, sameTrust: true };
/** As on AWS. */
const withoutNote: Rules = { ...twoCouriers, notesBeginning: false };

type Place = { rules: Rules } & ({ most: number } | { walks: number });

/** Where to look for what a guard prevents, and how far: first a little way into each world. */
const PLACES: readonly Place[] = [
  { rules: dictated, most: 500 },
  { rules: twoReleases, most: 500 },
  { rules: twoReleases, walks: 25 },
  { rules: dictated, most: 2_000 },
  { rules: { ...recorded, sameTrust: true }, most: Infinity },
  { rules: twoReleases, most: Infinity },
];

/** Whether a broken rule is found in one of these places: in all worlds near the start, or on walks, which come far. */
async function isNoticed(places: readonly Place[]): Promise<boolean> {
  for (const place of places)
    if ('most' in place) {
      if ((await explore(place.rules, place.most)).violation !== undefined) return true;
    } else {
      const walk = await walksThrough(place.rules);
      for (let seed = 1; seed <= place.walks; seed++)
        if ((await walk(120, randomFrom(seed))).fault !== undefined) return true;
    }
  return false;
}

const guards = guardsOfDecide();

test('every refusal in decide stands behind a guard that is removed here', () => {
  expect(guardedRefusals(guards)).toBe(refusalsInDecide());
});

test.each(guards)('the exploration notices that decide lost a guard: $name', async ({ without }) => {
  const code = await codeWith(without);
  const places = PLACES.map(place => ({ ...place, rules: { ...place.rules, code } }));
  expect(await isNoticed(places)).toBe(true);
});

const ATTEND = 'services/courier/attend.ts';
const BEGINNING = 'services/courier/beginning.ts';
const DECIDE_DELIVERY = 'core/message/decide-delivery.ts';
const DELIVER = 'services/courier/deliver.ts';
const ERASE_LEFTOVERS = 'services/storage/erase-leftovers.ts';

/** Guards outside `decide`: how each is removed, and where that can be seen. */
const FAULTS: Record<string, { edit?: Edit; fault?: StoreFault; rules: Rules }> = {
  'a put ignores the version of the message': {
    fault: 'a put ignores the version of the message',
    rules: dictated,
  },
  'a claim ignores the version of the trust list': {
    edit: replaced(DELIVER, '{ check: sameTrust }', '{}'),
    rules: recorded,
  },
  'a lost claim is sent': {
    edit: replaced(DELIVER, 'if (!claimed) return undefined;', ''),
    rules: recorded,
  },
  'a claim whose lease is running out is sent': {
    edit: replaced(DELIVER, 'const isTooLate = ', 'const isTooLate = false && '),
    rules: withoutNote,
  },
  'a recording leaves without a note that it begins to': {
    edit: replaced(BEGINNING, 'if (this.#claimed.claim.begun)', 'if (true)'),
    rules: recorded,
  },
  'a recording leaves although the note could not be stored': {
    edit: replaced(BEGINNING, 'return noted.answer;', 'return undefined;'),
    rules: recorded,
  },
  'the note ignores the version of the trust list': {
    edit: replaced(BEGINNING, '{ check: sameTrust }', '{}'),
    rules: recorded,
  },
  'a recording leaves although the lease ended while the note was stored': {
    edit: replaced(BEGINNING, 'clock() < claim.leaseUntil', 'true'),
    rules: twoCouriers,
  },
  'a message that may have left is sent again when its claim is lost': {
    edit: replaced(DECIDE_DELIVERY, 'return message.claim.begun ?', 'return false ?'),
    rules: recorded,
  },
  'a message that has not left is unknown when its claim is lost': {
    edit: replaced(DECIDE_DELIVERY, 'return message.claim.begun ?', 'return true ?'),
    rules: recorded,
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
  'leftovers stay': { edit: replaced(ERASE_LEFTOVERS, 'if (isUnwanted)', 'if (false)'), rules: leftovers },
  'leftovers stay until the erasing is recorded': {
    edit: replaced(ERASE_LEFTOVERS, "nextWork(message, now).due === 'erase'", 'false'),
    rules: leftovers,
  },
  'an erasing is recorded without being done': {
    edit: replaced(ATTEND, 'await parts.recordings.erase({ household, message: id });', ''),
    rules: dictated,
  },
};

test.each(Object.entries(FAULTS))('the exploration notices that %s', async (_, { edit, fault, rules }) => {
  const changed = { ...rules, code: edit ? await codeWith(edit) : realCode, ...(fault && { fault }) };
  const places = [
    { rules: changed, most: 500 },
    { rules: changed, walks: 25 },
    { rules: changed, most: 100_000 },
  ];
  expect(await isNoticed(places)).toBe(true);
});
