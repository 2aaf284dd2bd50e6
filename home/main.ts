import { renderUnicodeCompact } from 'uqr';
import { VERSION } from '../core/api/version.ts';
import { type HomeServer, startHomeServer } from './home-server.ts';
import { writeLine } from './log.ts';
import { openAdapters } from './open-adapters.ts';
import { runProgram } from './run-program.ts';
import type { ServerSettings } from './settings.ts';

await runProgram(async settings => {
  const server = await startHomeServer(settings, await openAdapters(settings));
  // SIGHUP: the terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      server.stop().then(
        () => process.exit(0),
        () => process.exit(1),
      );
    });
  }
  writeLine(process.stdout, await welcome(server, settings));
});

/** What the operator reads when the server has started. A program that waits for the last line has read every line. */
async function welcome(server: HomeServer, { smtpUrl, publicUrl }: ServerSettings): Promise<string> {
  const { phone, start, echo, outbox } = server.addresses;
  const offer = await server.pairing();
  const lines = [
    '',
    `  Second Yes ${VERSION} is running.`,
    '',
    `  Start here    ${start}`,
    `  Simulator     ${echo}`,
    `  Outbox        ${smtpUrl ? 'released messages go to your mail server' : outbox}`,
    `  Phone app     ${phone}`,
  ];
  if (offer) {
    lines.push(
      '',
      '  No phone is paired yet. Open this link (it works once, for ten minutes):',
      `  ${offer.link}`,
      `  or type this code in the phone app: ${offer.code}`,
      '',
    );
    if (publicUrl?.startsWith('https://')) lines.push(renderUnicodeCompact(offer.link));
    else
      lines.push(
        '  The link works in a browser on this machine. For your real phone, put an https tunnel or proxy',
        '  in front of it and set PUBLIC_URL to its address.',
      );
  }
  return [...lines, '', '  Stop it with Ctrl+C.', ''].join('\n');
}
