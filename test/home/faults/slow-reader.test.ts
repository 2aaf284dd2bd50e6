import { subscribe } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { seconds } from '../../../core/household/instant.ts';
import { INACTIVITY_LIMIT } from '../../../home/requests/limit-connections.ts';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

/** Far more than the buffers of the two ends of a connection hold. */
const REQUESTS = 1_000;

let at: TestHomeServer;
let socket: Socket | undefined;
beforeEach(async () => {
  jest.replaceProperty(INACTIVITY_LIMIT, 'time', seconds(3));
  at = await startTestHomeServer();
});
afterEach(async () => {
  socket?.destroy();
  await at.stop();
});

test('a connection whose sender asks for much and takes no answers is closed', async () => {
  const { hostname, port, host } = new URL(at.origin);
  const whole = (await (await fetch(`${at.origin}/phone/service-worker.js`)).arrayBuffer()).byteLength;
  const taken = new Promise<Socket>(resolve =>
    subscribe('net.server.socket', made => resolve((made as { socket: Socket }).socket)),
  );
  const slow = connect(Number(port), hostname).on('error', () => {});
  socket = slow;
  await once(slow, 'connect');
  const ended = once(await taken, 'close');
  slow.pause();
  slow.write(`GET /phone/service-worker.js HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(REQUESTS));
  await ended;
  await new Promise<void>(closed => slow.on('close', () => closed()).resume());
  expect(slow.bytesRead).toBeLessThan(whole * REQUESTS);
});
