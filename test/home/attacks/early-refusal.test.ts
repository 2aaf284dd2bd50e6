import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { startTestHomeServer, type TestHomeServer } from '../../support/home/test-home-server.ts';

let at: TestHomeServer;
beforeAll(async () => {
  at = await startTestHomeServer();
});
afterAll(() => at.stop());

const UPLOADS = 40;
const BYTES = 4_000_000;

/** Sends a large body in pieces, and reads the answer only afterwards, as a simple client does. Gives its status. */
function upload(pause: number): Promise<string> {
  const { hostname, port, host } = new URL(at.origin);
  return new Promise(done => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', bytes => (answer += bytes.toString()));
    socket.on('error', () => {});
    socket.on('close', () => done(answer.slice('HTTP/1.1 '.length, 'HTTP/1.1 '.length + 3)));
    socket.write(
      `POST /alexa HTTP/1.1\r\nHost: ${host}\r\nContent-Length: ${BYTES}\r\nConnection: close\r\n\r\n`,
    );
    const piece = Buffer.alloc(64_000);
    let left = BYTES;
    const send = () => {
      if (left <= 0 || socket.destroyed) return;
      socket.write(piece.subarray(0, Math.min(piece.length, left)), () => setTimeout(send, pause));
      left -= piece.length;
    };
    send();
  });
}

test.each([0, 5])(
  'an upload that is refused early gets its answer each time, with a pause of %s ms',
  async pause => {
    const statuses: string[] = [];
    for (let count = 0; count < UPLOADS; count++) statuses.push(await upload(pause));
    expect(statuses).toEqual(Array.from({ length: UPLOADS }, () => '413'));
  },
);
