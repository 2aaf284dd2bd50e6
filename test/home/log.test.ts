import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { openLog } from '../../home/log.ts';
import { EVENTS } from '../../services/ports/log.ts';

function aStream(): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream, text: () => text };
}

describe('The log of the home server', () => {
  test('a log of level warn has warnings and errors, each with its level, and no other events', () => {
    const { stream, text } = aStream();
    const log = openLog('warn', stream);
    for (const event of ['courier failed', 'delivery refused', 'held', 'rendering'] as const) log({ event });
    const lines = text().trim().split('\n');
    expect(lines.map(line => JSON.parse(line) as unknown)).toMatchObject([
      { level: 'error', event: 'courier failed' },
      { level: 'warn', event: 'delivery refused' },
    ]);
  });

  test('a stream that throws or fails later loses its lines and stops nothing', async () => {
    const throwing = new Writable();
    throwing.write = () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC' });
    };
    expect(() => openLog('info', throwing)({ event: 'held' })).not.toThrow();
    const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error('closed')) });
    openLog('info', failing)({ event: 'held' });
    await new Promise(resolve => setImmediate(resolve));
  });

  test('docs/operating-home.md describes every event with its level, and no other', () => {
    const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'operating-home.md'), 'utf8');
    const described = [...page.matchAll(/^\| `([^`]+)` +\| (error|warn|info|debug) +\| \S/gm)];
    expect(Object.fromEntries(described.map(([, event, level]) => [event, level]))).toEqual(EVENTS);
  });
});
