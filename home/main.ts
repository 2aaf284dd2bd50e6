import { renderUnicodeCompact } from 'uqr';
import { VERSION } from '../core/api/version.ts';
import { writeLine } from './log.ts';
import { openAdapters } from './open-adapters.ts';
import { startHomeServer } from './home-server.ts';
import { runProgram } from './run-program.ts';

await runProgram(async settings => {
  const server = await startHomeServer(settings, await openAdapters(settings));
  const { phone, home, echo, outbox } = server.addresses;
  const offer = await server.pairing();
  say('');
  say(`  Second Yes ${VERSION} is running.`);
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

  // SIGHUP: the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
});

function say(line: string): void {
  writeLine(process.stdout, line);
}
