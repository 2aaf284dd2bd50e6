import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../../test/support/free-port.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { type Ask, aClient, jsonOf } from './ask.ts';
import type { Contender, Legs } from './contender.ts';
import type { MailSink } from './mail-sink.ts';
import { startMeasured } from './measured-process.ts';

const PATIENCE = 30_000;

/**
 * Starts Node-RED with the flow that keeps each held message in a file, approves by a link, and mails it. It verifies
 * nothing and flushes nothing to the disk.
 *
 * @param home where `node_modules/node-red` is, and `data` with its settings and its flow
 * @param node the program of Node.js that it runs on
 */
export async function startNodeRed(
  sink: MailSink,
  { audio, home, node }: { audio: Buffer; home: string; node: string },
): Promise<Contender> {
  const folder = temporaryFolder();
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const data = join(home, 'data');
  const program = join(home, 'node_modules', 'node-red', 'red.js');
  const server = startMeasured([node, program, '-u', data, '-s', join(data, 'settings.js')], {
    env: {
      NR_PORT: String(port),
      BASE: origin,
      SMTP_PORT: String(sink.port),
      HELD_DIR: join(folder.path, 'held'),
    },
  });
  const boundary = randomUUID();
  let sent = 0;

  async function send(ask: Ask): Promise<Legs> {
    const id = `message-${(sent += 1)}`;
    const to = `${id}@example.org`;
    const fields = { id, to, subject: 'Voice message', text: 'A voice message' };
    const head = Object.entries(fields)
      .map(([name, value]) => part(name, `\r\n\r\n${value}\r\n`))
      .join('');
    const file = '; filename="message.mp3"\r\nContent-Type: audio/mpeg\r\n\r\n';
    const body = Buffer.concat([
      Buffer.from(head + part('audio', file)),
      audio,
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ]);
    const begun = performance.now();
    const headers = { 'Content-Type': `multipart/form-data; boundary=${boundary}` };
    const held = await ask('POST', `${origin}/file/messages`, { headers, body });
    const link = jsonOf(held, 202) as { approve_url: string };
    const heldAt = performance.now();
    const arriving = sink.next(to);
    const approved = await ask('GET', link.approve_url);
    if (approved.status !== 200) throw new Error(`Approved with ${approved.status}`);
    const { at, mail } = await arriving;
    if (mail.length < audio.length) throw new Error('The mail has no recording.');
    return { hold: heldAt - begun, all: at - begun };
  }

  const part = (name: string, rest: string) =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${rest}`;

  // Its flow is deployed a while after it answers.
  const ask = aClient(0);
  for (const giveUpAt = performance.now() + PATIENCE; ;) {
    try {
      await send(ask);
      break;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await wait(200);
    }
  }
  return {
    name: 'Node-RED',
    send,
    cpu: server.cpu,
    peak: server.peak,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
