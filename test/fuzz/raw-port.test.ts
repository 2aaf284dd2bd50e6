import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestHomeServer, type TestHomeServer } from '../support/home/test-home-server.ts';
import { howFar, TIMEOUT } from '../support/how-far.ts';
import { fuzzPort, portsOf } from './raw-port.ts';

let at: TestHomeServer;
beforeAll(async () => {
  at = await startTestHomeServer();
});
afterAll(() => at.stop());

test.each(['main', 'simulator'] as const)(
  'bytes that are nearly HTTP do not make the %s port fail, and it answers afterwards',
  async name => {
    const port = portsOf(at)[name];
    const count = await fuzzPort(port, howFar({ short: 480, long: 8_000 }));
    expect(count[200]).toBeGreaterThan(5);
    expect(count[400]).toBeGreaterThan(5);
    const host = port.headers.map(line => line.split(': ') as [string, string]);
    const { status } = await fetch(`http://127.0.0.1:${port.port}${name === 'main' ? '/phone/' : '/'}`, {
      headers: Object.fromEntries(host.filter(([header]) => header !== 'Host')),
    });
    expect(status).toBe(200);
  },
  TIMEOUT,
);
