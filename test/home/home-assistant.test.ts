import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';
import { pairedPhone, startTestHomeServer } from '../support/home/test-home-server.ts';

const DOCS = join(import.meta.dirname, '..', '..', 'docs');
const read = (name: string): string => readFileSync(join(DOCS, name), 'utf8');

const template = z.string().min(1);
/** A domain, a dot and an object id, as `valid_entity_id` in `homeassistant/core.py` takes it; actions look the same. */
const entityId = z.string().regex(/^[a-z_]+\.[a-z0-9_]+$/);

/** https://www.home-assistant.io/integrations/rest/ and `components/rest/schema.py`, as far as it is used. */
const rest = z.strictObject({
  resource: z.url(),
  scan_interval: z.int().positive().optional(),
  sensor: z.array(
    z.strictObject({
      name: template,
      unique_id: z.string().optional(),
      icon: z
        .string()
        .regex(/^mdi:[a-z-]+$/)
        .optional(),
      state_class: z.enum(['measurement', 'measurement_angle', 'total', 'total_increasing']).optional(),
      unit_of_measurement: z.string().optional(),
      value_template: template,
    }),
  ),
});

/** https://www.home-assistant.io/docs/automation/trigger/ and `components/webhook/trigger.py`. */
const trigger = z.discriminatedUnion('trigger', [
  z.strictObject({
    trigger: z.literal('webhook'),
    webhook_id: z.string().min(1),
    allowed_methods: z.array(z.enum(['GET', 'HEAD', 'POST', 'PUT'])).optional(),
    local_only: z.boolean().optional(),
  }),
  z
    .strictObject({
      trigger: z.literal('numeric_state'),
      entity_id: entityId,
      above: z.number().optional(),
      below: z.number().optional(),
    })
    .refine(({ above, below }) => above !== undefined || below !== undefined),
]);

/** https://www.home-assistant.io/docs/automation/yaml/ and https://www.home-assistant.io/docs/scripts/perform-actions/. */
const automation = z.strictObject({
  id: z.string().optional(),
  alias: z.string().optional(),
  mode: z.enum(['single', 'restart', 'queued', 'parallel']).optional(),
  triggers: z.array(trigger).min(1),
  actions: z
    .array(z.strictObject({ action: entityId, data: z.record(z.string(), template).optional() }))
    .min(1),
});

/** https://www.home-assistant.io/docs/configuration/packages/: the keys of `configuration.yaml`. */
const packageSchema = z.strictObject({ rest: z.array(rest), automation: z.array(automation) });

const file = read('home/home-assistant-package.yaml');
const content = packageSchema.parse(parse(file));

describe('The package for Home Assistant', () => {
  test('the sensor for Home Assistant reads from the real metrics how many messages wait', async () => {
    const at = await startTestHomeServer();
    try {
      const [{ resource, sensor } = { resource: '', sensor: [] }] = content.rest;
      const [, pattern = ''] =
        /^\{\{ value \| regex_findall_index\('([^'\\]+)'\) \}\}$/.exec(sensor[0]?.value_template ?? '') ?? [];
      const { pathname, hostname } = new URL(resource);
      // The address without a secret, as the sensor asks it.
      const address = new URL(pathname, at.server.addresses.start);
      expect(hostname).toBe(address.hostname);
      const waiting = async () => new RegExp(pattern).exec(await (await fetch(address)).text())?.[1];

      const phone = await pairedPhone(at);
      expect(await waiting()).toBe('0');
      await at.say('alexa, tell second yes to send a message to anna');
      await at.say('dinner is at seven');
      const held = await phone.until('held');
      expect(await waiting()).toBe('1');
      await phone.answer(held, await phone.signedDiscard(held));
      expect(await waiting()).toBe('0');
    } finally {
      await at.stop();
    }
  });

  test('the automations for Home Assistant name only sensors that the package makes', () => {
    const sensors = content.rest.flatMap(({ sensor }) =>
      sensor.map(({ name }) => `sensor.${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_')}`),
    );
    const named = content.automation.flatMap(({ triggers }) =>
      triggers.flatMap(one => ('entity_id' in one ? [one.entity_id] : [])),
    );
    expect(named.length).toBeGreaterThan(0);
    expect(sensors).toEqual(expect.arrayContaining(named));
  });

  test('the automations for Home Assistant use only fields that every webhook request has', () => {
    const { required } = (
      JSON.parse(read('webhook.schema.json')) as { properties: { data: { required: string[] } } }
    ).properties.data;
    const used = [...file.matchAll(/trigger\.json\.data\.(\w+)/g)].map(([, field]) => field);
    expect(used.length).toBeGreaterThan(0);
    expect(required).toEqual(expect.arrayContaining(used));
  });

  test('the page names the same id of the webhook as the package', () => {
    const [id] = content.automation.flatMap(({ triggers }) =>
      triggers.flatMap(one => ('webhook_id' in one ? [one.webhook_id] : [])),
    );
    expect(read('home-assistant.md')).toContain(`/api/webhook/${id}`);
  });
});
