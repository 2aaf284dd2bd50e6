import type { SentRequest } from '../../core/approval/proof.ts';
import type { HouseholdId } from '../../core/household/ids.ts';
import { dataOrderText } from '../../core/approval/data-order.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import { origin } from '../support/builders/a-companion.ts';
import { anAuthenticator } from '../support/browser/authenticator.ts';
import {
  aContact,
  aDiscard,
  aLink,
  aRelease,
  aRoomId,
  headOfLinks,
  puts,
  recovers,
  sets,
  type TestPhone,
} from '../support/builders/builders.ts';
import { aTarget, empty, own, type World } from './world.ts';

/** A request that a route takes, and who signs its proof. */
export type Example = { route: string; method: string; path: string; body?: unknown; by: TestPhone };

/** The request of an example in the form that its proof covers, with the body that is sent. */
export const asSent = ({ method, path, body }: Example): SentRequest => {
  const url = new URL(path, origin);
  return {
    method,
    url: url.origin + url.pathname,
    body: bytesOf(body === undefined ? '' : JSON.stringify(body)),
  };
};

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

type Route = { method: string; path: string };

/** Whether a request is about a household, and not the question which household there is. */
export const isOfHousehold = ({ path }: { path: string }): boolean => path.startsWith('/households/');

/** What stands for a parameter. A new one needs an entry. */
const PARAMETERS: Record<string, string> = { household: own, message: '01HELD', room: aRoomId() };

/** The routes of an app, as it knows them itself; middleware is none. */
export const routesOf = ({ routes }: { routes: readonly Route[] }): Route[] =>
  routes.filter(
    ({ method, path }, at) =>
      method !== 'ALL' && at === routes.findIndex(one => one.method === method && one.path === path),
  );

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** For every route of the API one or more requests that it takes. A new route that takes a body needs an entry. */
export async function examplesFor(app: { routes: readonly Route[] }, world: World): Promise<Example[]> {
  const { phone, finger, recovery, newcomer, trusted, held } = world;
  const release = await phone.sign(aRelease(held, trusted));
  const weaker = await aLink(phone, trusted.links, sets({ floor: 'tap' }));
  const pairing = (household: HouseholdId) => ({
    path: `/households/${household}/pair`,
    by: newcomer,
    body: {
      code: world.codes.get(household),
      phone: { key: newcomer.jwk, name: 'The new phone' },
      recovery: newcomer.jwk,
    },
  });
  const list = `/households/${own}/messages`;
  const renamed = await aLink(phone, trusted.links, puts(aContact({ name: 'Anna Berg' })));
  const head = headOfLinks(trusted.links);
  const orderTo = (act: 'export' | 'erase') => ({
    head,
    assertion: finger.sign(sha256(dataOrderText(act, own, head))),
  });
  const more: Record<string, Partial<Example>[]> = {
    'GET /households/:household/messages': [
      {},
      { path: `${list}?known=1` },
      { path: `${list}?before=01RELEASED&known=${trusted.links.length + 1}` },
    ],
    'POST /household': [{ body: { code: world.codes.get(own) } }],
    'POST /households/:household/pair': [pairing(own), pairing(empty)],
    'POST /households/:household/messages/:message/answer': [
      { body: { jws: release } },
      { body: { jws: release, assertion: finger.sign(sha256(release)) } },
      { body: { jws: await phone.sign(aDiscard(held, trusted)) } },
    ],
    'POST /households/:household/messages/:message/undo': [
      { path: `/households/${own}/messages/${world.released}/undo` },
    ],
    'POST /households/:household/trust': [
      { body: { link: renamed, assertion: finger.sign(sha256(renamed)) } },
      { body: { link: weaker, assertion: finger.sign(sha256(weaker)) } },
      {
        by: recovery,
        body: { link: await aLink(recovery, trusted.links, recovers(newcomer, world.stranger)) },
      },
    ],
    'POST /households/:household/erase': [{ body: { household: own, ...orderTo('erase') } }],
    'POST /households/:household/export': [{ body: orderTo('export') }],
    'POST /households/:household/passkeys': [
      { body: { registration: anAuthenticator(origin).register(headOfLinks(trusted.links)) } },
    ],
    'PUT /households/:household/push': [{ body: aTarget('another-endpoint') }],
    'PUT /households/:household/rooms/:room': [{ body: { name: 'The attic' } }, { body: { paused: true } }],
  };
  return routesOf(app).flatMap(route => {
    const usual: Example = {
      route: nameOf(route),
      method: route.method,
      by: phone,
      path: route.path.replace(/:(\w+)/g, (_, name: string) => {
        const value = PARAMETERS[name];
        if (value === undefined) throw new Error(`Nothing stands for :${name} of ${route.path} yet.`);
        return value;
      }),
    };
    return (more[nameOf(route)] ?? [{}]).map(one => ({ ...usual, ...one }));
  });
}
