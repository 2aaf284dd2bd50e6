import { Hono } from 'hono';
import { testPush } from '../courier/push-message.ts';
import { dropTarget } from '../storage/push-target.ts';
import { bodyOf, type Env, householdOf, refuse } from './companion-env.ts';
import type { CompanionParts } from './companion-parts.ts';
import { noteDeed } from './note-activity.ts';
import { isUsable, subscribeBody } from './push-subscription.ts';

/** Pushes: where the calling phone takes them. Which phone that is tells its proof, never the body. */
export function pushRoutes(parts: CompanionParts): Hono<Env> {
  const { documents, clock, push } = parts;
  const routes = new Hono<Env>();

  routes.get('/push', async c => {
    const kept = await documents.get(householdOf(c), 'subscription', c.get('phone'));
    return c.json({ key: push.sender.key, on: kept?.target !== undefined });
  });

  routes.put('/push', async c => {
    const body = subscribeBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const { endpoint, keys } = body.data;
    if (!push.sender.allows(endpoint)) return refuse(c, 'push-endpoint-refused');
    if (!(await isUsable(keys))) return refuse(c, 'body-malformed');
    const household = householdOf(c);
    const phone = c.get('phone');
    const kept = await documents.get(household, 'subscription', phone);
    const target = { endpoint, keys };
    if (JSON.stringify(kept?.target) !== JSON.stringify(target)) {
      const subscription = { kind: 'subscription' as const, household, id: phone, version: 0, target };
      if (!(await documents.put({ ...subscription, since: clock() }, kept?.version ?? 0)))
        return refuse(c, 'storage-failed');
    }
    if (!kept?.target) await noteDeed(parts, household, phone, { what: 'push-on' });
    return c.json({ key: push.sender.key, on: true });
  });

  routes.delete('/push', async c => {
    const household = householdOf(c);
    const phone = c.get('phone');
    const kept = await documents.get(household, 'subscription', phone);
    if (kept?.target) {
      if (!(await dropTarget(documents, kept))) return refuse(c, 'storage-failed');
      await noteDeed(parts, household, phone, { what: 'push-off' });
    }
    return c.json({ key: push.sender.key, on: false });
  });

  routes.post('/push/test', async c => {
    const kept = await documents.get(householdOf(c), 'subscription', c.get('phone'));
    if (!kept?.target) return refuse(c, 'push-off');
    const { end, ...said } = await push.sender.send(kept.target, testPush(push.app()));
    if (end === 'gone') await dropTarget(documents, kept);
    parts.log({ event: `push ${end}`, code: 'test' });
    return c.json({ end, ...('status' in said && { status: said.status }) });
  });

  return routes;
}
