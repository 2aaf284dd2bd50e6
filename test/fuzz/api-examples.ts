import type { HouseholdId } from '../../lambda/household/ids.ts';
import { aDiscard, aLink, aRelease, aRoomId, puts, aContact, type TestPhone } from '../support/builders.ts';
import { empty, own, type World } from './world.ts';

/** A request that a route takes, and who signs its proof. */
export type Example = { route: string; method: string; path: string; body?: unknown; by: TestPhone };

type Route = { method: string; path: string };

/** What stands for a parameter. A new one needs an entry. */
const PARAMETERS: Record<string, string> = { household: own, id: '01HELD', room: aRoomId() };

/** The routes of an app, as it knows them itself; middleware is none. */
export const routesOf = ({ routes }: { routes: readonly Route[] }): Route[] =>
  routes.filter(
    ({ method, path }, at) =>
      method !== 'ALL' && at === routes.findIndex(one => one.method === method && one.path === path),
  );

export const nameOf = ({ method, path }: Route): string => `${method} ${path}`;

/** For every route of the API one or more requests that it takes. A new route that takes a body needs an entry. */
export async function examplesFor(app: { routes: readonly Route[] }, world: World): Promise<Example[]> {
  const { phone, newcomer, trusted, held } = world;
  const pairing = (household: HouseholdId) => ({
    path: `/households/${household}/pair`,
    by: newcomer,
    body: { code: world.codes.get(household), phone: { key: newcomer.jwk, name: 'The new phone' } },
  });
  const more: Record<string, Partial<Example>[]> = {
    'POST /households/:household/pair': [pairing(own), pairing(empty)],
    'POST /households/:household/messages/:id/answer': [
      { body: { jws: await phone.sign(aRelease(held, trusted)) } },
      { body: { jws: await phone.sign(aDiscard(held, trusted)) } },
    ],
    'POST /households/:household/messages/:id/undo': [
      { path: `/households/${own}/messages/${world.released}/undo` },
    ],
    'POST /households/:household/trust': [
      { body: { link: await aLink(phone, trusted.links, puts(aContact({ name: 'Anna Berg' }))) } },
    ],
    'POST /households/:household/erase': [{ body: { household: own } }],
    'PUT /households/:household/rooms/:room': [{ body: { name: 'The attic' } }],
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
