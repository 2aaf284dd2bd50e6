import { describe, expect, test } from '@jest/globals';
import { instant } from '../../core/household/instant.ts';
import type { Attempt } from '../../core/message/outcome.ts';
import type { LogLine } from '../../home/log.ts';
import { keepTroubles } from '../../home/troubles.ts';
import { watchMail } from '../../home/watch-outside.ts';
import { homeMetrics } from '../../home/metrics.ts';

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
  const queue = { nextDue: () => undefined, unfinished: () => [] };
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
