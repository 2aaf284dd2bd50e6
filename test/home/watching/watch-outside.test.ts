import { describe, expect, test } from '@jest/globals';
import { instant } from '../../../core/household/instant.ts';
import type { Attempt } from '../../../core/message/outcome.ts';
import type { LogLine } from '../../../home/log.ts';
import { keepTroubles } from '../../../home/watching/troubles.ts';
import { watchDisk, watchedChannel, watchedSender, watchMail } from '../../../home/watching/watch-outside.ts';
import { homeMetrics } from '../../../home/watching/metrics.ts';
import type { DeliveryChannel } from '../../../services/ports/channel.ts';
import type { Push, PushSender } from '../../../services/ports/push-sender.ts';
import { aDelivery } from '../../support/builders/a-delivery.ts';

const service = 'mail-server' as const;
const taken: Attempt = { result: 'taken', outcome: { code: 'taken', service, reply: '250 ok' } };
const unreached: Attempt = {
  result: 'not-taken',
  outcome: { code: 'not-reached', service, cause: 'ECONNREFUSED' },
};
const noLogin: Attempt = { result: 'not-taken', outcome: { code: 'login-refused', service } };
const refused: Attempt = { result: 'refused', outcome: { code: 'refused', service, reply: '550 no' } };

function aWatch({ reached = true } = {}) {
  let now = 0;
  const pushed: string[] = [];
  const lines: LogLine[] = [];
  const clock = () => instant(now);
  const log = (line: LogLine) => void lines.push(line);
  const troubles = keepTroubles({
    clock,
    log,
    notify: async trouble => {
      pushed.push(trouble);
      return reached;
    },
  });
  const queue = { nextDue: () => undefined, unfinished: () => [], get: async () => undefined };
  const note = watchMail({ troubles, metrics: homeMetrics(queue, clock), log });
  const codes = () => troubles.list().map(({ code }) => code);
  return { note, codes, troubles, pushed, lines, pass: (hours: number) => (now += hours * 3_600_000) };
}

describe('A mail server', () => {
  test('one failed connection is no trouble, two in a row are, and an answer ends it', () => {
    const { note, codes } = aWatch();
    note(unreached);
    expect(codes()).toEqual([]);
    note(taken);
    note(unreached);
    note(unreached);
    expect(codes()).toEqual(['mail-not-reached']);
    note(refused);
    expect(codes()).toEqual([]);
  });

  test('a refused login is trouble at once, and only a mail that gets past it ends it', () => {
    const { note, codes } = aWatch();
    note(noLogin);
    note(unreached);
    expect(codes()).toEqual(['mail-refused']);
    note(refused);
    expect(codes()).toEqual([]);
  });
});

describe('watchedChannel', () => {
  test('what a chat or a webhook answers is no word of the mail server', async () => {
    const noted: Attempt[] = [];
    const channel: DeliveryChannel = { timeout: 1, send: async () => noLogin };
    const queue = { nextDue: () => undefined, unfinished: () => [], get: async () => undefined };
    const watched = watchedChannel(
      channel,
      homeMetrics(queue, () => instant(0)),
      one => noted.push(one),
    );
    await watched.send(aDelivery({ to: { name: 'Anna', channel: 'telegram', address: '42' } }));
    await watched.send(
      aDelivery({ to: { name: 'Anna', channel: 'webhook', address: 'https://a.example/' } }),
    );
    expect(noted).toEqual([]);
    await watched.send(aDelivery());
    expect(noted).toEqual([noLogin]);
  });
});

describe('The disk', () => {
  test('less than 200 MB of free disk is trouble, which ends with twice as much', () => {
    const { troubles, codes, pushed } = aWatch();
    const megabytes = (number: number) => number * 1024 * 1024;
    watchDisk(megabytes(200), troubles);
    expect(codes()).toEqual([]);
    for (const left of [199, 0, 300, 400]) {
      watchDisk(megabytes(left), troubles);
      expect(codes()).toEqual(['disk-nearly-full']);
    }
    watchDisk(megabytes(401), troubles);
    expect(codes()).toEqual([]);
    expect(pushed).toEqual(['disk-nearly-full']);
  });
});

describe('Trouble', () => {
  test('trouble that comes and goes is pushed once in six hours', () => {
    const { note, pushed, pass } = aWatch();
    for (let round = 0; round < 3; round++) {
      note(noLogin);
      note(taken);
    }
    expect(pushed).toEqual(['mail-refused']);
    pass(7);
    note(noLogin);
    expect(pushed).toEqual(['mail-refused', 'mail-refused']);
  });

  test('a push that was not taken is tried again until the trouble is over', async () => {
    const { note, troubles, pushed } = aWatch({ reached: false });
    note(noLogin);
    await new Promise(resolve => setImmediate(resolve));
    troubles.retry();
    expect(pushed).toHaveLength(2);
    note(taken);
    await new Promise(resolve => setImmediate(resolve));
    troubles.retry();
    expect(pushed).toHaveLength(2);
  });
});

describe('A push service', () => {
  test('a subscription that its push service has given up is trouble, and is not asked for again', async () => {
    const asked: string[] = [];
    const queue = { nextDue: () => undefined, unfinished: () => [], get: async () => undefined };
    const { troubles, codes } = aWatch();
    const sender = watchedSender(
      {
        send: async ({ endpoint }) => {
          asked.push(endpoint);
          return endpoint === 'old' ? { end: 'gone', status: 410 } : { end: 'taken', status: 201 };
        },
      } as Partial<PushSender> as PushSender,
      { troubles, metrics: homeMetrics(queue, () => instant(0)) } as Parameters<typeof watchedSender>[1],
    );
    const send = (endpoint: string) =>
      sender.send({ endpoint, keys: { p256dh: 'key', auth: 'secret' } }, {} as Push);
    for (let time = 0; time < 2; time++) expect(await send('old')).toEqual({ end: 'gone', status: 410 });
    expect([asked, codes()]).toEqual([['old'], ['push-lost']]);
    expect(await send('new')).toEqual({ end: 'taken', status: 201 });
    expect([asked, codes()]).toEqual([['old', 'new'], []]);
  });
});
