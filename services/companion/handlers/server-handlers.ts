import { showServer, testMail } from '../../../core/api/server-routes.ts';
import { VERSION } from '../../../core/api/version.ts';
import type { CompanionParts } from '../companion-parts.ts';
import { serveToPhones } from '../requests/serve-route.ts';

/** The program itself: its version, and whether its mails go out. */
export const serverHandlers = ({ channels, sendTestMail, prepare, log }: CompanionParts) => ({
  showServer: serveToPhones(showServer, async () => ({
    answer: {
      version: VERSION,
      channels: [...channels],
      sendsTestMail: sendTestMail !== undefined,
      recordsAgain: prepare !== undefined,
    },
  })),

  testMail: serveToPhones(testMail, async () => {
    if (!sendTestMail) return { refused: 'mail-off' };
    const {
      to,
      attempt: { result, outcome },
    } = await sendTestMail();
    log({ event: `test mail ${result}`, code: outcome.code });
    return {
      answer: {
        result,
        to,
        ...('reply' in outcome && outcome.reply !== undefined && { reply: outcome.reply }),
      },
    };
  }),
});
