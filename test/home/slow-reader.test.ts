import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, test } from '@jest/globals';
import { INACTIVITY_LIMIT } from '../../home/limit-connections.ts';
import { startTestHomeServer } from '../support/home/test-home-server.ts';

/** Far more than the buffers of the two ends of a connection hold. */
const REQUESTS = 1_000;

test('a connection whose sender asks for much and takes no answers is closed', async () => {
  const at = await startTestHomeServer();
  const { hostname, port, host } = new URL(at.origin);
  const whole = (await (await fetch(`${at.origin}/phone/app.js`)).arrayBuffer()).byteLength;
  const socket = connect(Number(port), hostname).on('error', () => {});
  await once(socket, 'connect');
  socket.pause();
  socket.write(`GET /phone/app.js HTTP/1.1\r\nHost: ${host}\r\n\r\n`.repeat(REQUESTS));
  // Node looks a second time before it gives a connection up that took something at first.
  await new Promise(resolve => setTimeout(resolve, 2.2 * INACTIVITY_LIMIT));
  await new Promise<void>(closed => socket.on('close', () => closed()).resume());
  expect(socket.bytesRead).toBeLessThan(whole * REQUESTS);
  await at.stop();
}, 120_000);
