import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from '@jest/globals';
import { z } from 'zod';
import { webhookJsonSchema, type WebhookPayload } from '../../../adapters/webhook/payload-schema.ts';
import { webhookPayload } from '../../../adapters/webhook/webhook-payload.ts';
import { instant } from '../../../core/household/instant.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

const read = (name: string) =>
  readFileSync(join(import.meta.dirname, '..', '..', '..', 'docs', name), 'utf8');
const published = JSON.parse(read('webhook.schema.json')) as z.core.JSONSchema.BaseSchema;
const schema = z.fromJSONSchema(published);
/** The code in the page in this language. */
const [, example = ''] = /```json\n(.*?)```/s.exec(read('channels.md')) ?? [];
const [, forSignal = ''] = /```js\n(.*?)```/s.exec(read('channels.md')) ?? [];

const payload = webhookPayload(
  aDelivery({
    to: { name: 'Anna', channel: 'webhook', address: 'https://example.org/' },
    from: { household: 'the Miller household' },
  }),
  instant(1_795_000_000_000),
);

describe('what docs/channels.md says of webhooks', () => {
  test('the published schema is the one in force; `npm run openapi` writes it', () => {
    expect(published).toEqual(JSON.parse(JSON.stringify(webhookJsonSchema())));
  });

  test('the example and what is really sent fit the published schema', () => {
    expect(schema.safeParse(JSON.parse(example)).error).toBeUndefined();
    expect(schema.safeParse(JSON.parse(JSON.stringify(payload))).error).toBeUndefined();
  });

  test.each(['message', 'to', 'household', 'transcript', 'stop', 'audio'])(
    'a payload without %p does not fit the published schema',
    name => {
      const data = { ...payload.data, [name]: undefined };
      expect(schema.safeParse({ ...payload, data }).success).toBe(false);
    },
  );

  test('the expression for a Signal gateway makes a data URL of the audio, and needs no transcript', () => {
    const evaluate = (data: WebhookPayload['data']) =>
      runInNewContext(forSignal, { data }) as { message: string; base64_attachments: string[] };
    const { base64 } = payload.data.audio;
    expect(evaluate(payload.data)).toMatchObject({
      message: 'A voice message from the Miller household\nDinner is at seven.',
      base64_attachments: [`data:audio/wav;filename=message.wav;base64,${base64}`],
    });
    expect(evaluate({ ...payload.data, transcript: null }).message).toBe(
      'A voice message from the Miller household',
    );
  });
});
