import { existsSync } from 'node:fs';
import { renderUnicodeCompact } from 'uqr';
import { openAdapters } from './open-adapters.ts';
import { startHomeServer } from './home-server.ts';
import { readSettings } from './settings.ts';

/** The messages of these errors tell the operator what to do. Any other error is a bug and is printed with its stack. */
const EXPECTED = new Set([
  'data-dir-unusable',
  'data-dir-in-use',
  'anchor-unusable',
  'vapid-unusable',
  'port-unusable',
]);

try {
  await run();
} catch (error) {
  const { code, message } = error as { code?: string; message: string };
  process.stderr.write(
    code && EXPECTED.has(code)
      ? `${message}\n`
      : `Second Yes could not start.\n${String((error as Error).stack)}\n`,
  );
  process.exit(1);
}

async function run(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = readSettings(process.env);
  if ('refused' in settings) {
    process.stderr.write(
      `Second Yes cannot start with these settings:\n${settings.refused.map(line => `  ${line}\n`).join('')}`,
    );
    process.exit(2);
  }

  const server = await startHomeServer(settings, await openAdapters(settings));
  const { phone, home, echo, outbox } = server.addresses;
  const offer = await server.pairing();
  say('');
  say('  Second Yes is running.');
  say('');
  say(`  Start here    ${home}`);
  say(`  Simulator     ${echo}`);
  say(`  Outbox        ${settings.smtpUrl ? 'released messages go to your mail server' : outbox}`);
  say(`  Phone app     ${phone}`);
  if (offer) {
    say('');
    say('  No phone is paired yet. Open this link (it works once, for ten minutes):');
    say(`  ${offer.link}`);
    say(`  or type this code in the phone app: ${offer.code}`);
    if (settings.publicUrl?.startsWith('https://')) say(`\n${renderUnicodeCompact(offer.link)}`);
    else {
      say('');
      say('  The link works in a browser on this machine. For your real phone, put an https tunnel or proxy');
      say('  in front of it and set PUBLIC_URL to its address.');
    }
  }
  say('');

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
