import { json, jsonProblem } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type SesPeer = { wire: AwsWire; mails: { from: string; to: string[]; raw: Buffer }[] };

/** SES in its sandbox: it takes raw mails from verified senders, of at most 10 MB. */
export async function startSesPeer(verified: readonly string[]): Promise<SesPeer> {
  const mails: SesPeer['mails'] = [];
  const wire = await startAwsWire({
    service: 'ses',
    operationOf: ({ method, url }) =>
      method === 'POST' && url === '/v2/email/outbound-emails' ? 'SendEmail' : `${method} ${url}`,
    problem: jsonProblem,
    answer({ operation, body }) {
      if (operation !== 'SendEmail') return jsonProblem('NotFoundException', operation, 404);
      const asked = JSON.parse(body.toString()) as {
        FromEmailAddress?: string;
        Destination?: { ToAddresses?: string[] };
        Content?: { Raw?: { Data?: string } };
      };
      const from = asked.FromEmailAddress ?? '';
      const to = asked.Destination?.ToAddresses ?? [];
      const raw = Buffer.from(asked.Content?.Raw?.Data ?? '', 'base64');
      if (to.length === 0 || to.length > 50 || to.some(address => !/^[^@\s]+@[^@\s]+$/.test(address)))
        return jsonProblem('BadRequestException', 'Missing or illegal address.');
      if (!/^From: /m.test(raw.toString()))
        return jsonProblem('BadRequestException', 'Missing required header From.');
      if (raw.length > 10 * 1024 * 1024)
        return jsonProblem('BadRequestException', 'The message is too large.');
      if (!verified.includes(from))
        return jsonProblem(
          'MessageRejected',
          `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${from}`,
        );
      mails.push({ from, to, raw });
      return json({ MessageId: `0100018${mails.length}-0000` });
    },
  });
  return { wire, mails };
}
