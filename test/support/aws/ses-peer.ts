import { json, jsonProblem } from './aws-json.ts';
import { type AwsWire, startAwsWire } from './aws-wire.ts';

export type SesPeer = { wire: AwsWire; mails: SesMail[] };
export type SesMail = {
  from: string;
  to: string[];
  raw: Buffer;
  configurationSet?: string | undefined;
  tags: Record<string, string>;
};

/** SES in its sandbox: it takes raw mails from verified senders, of at most 10 MB. */
export async function startSesPeer(verified: readonly string[]): Promise<SesPeer> {
  const mails: SesPeer['mails'] = [];
  const wire = await startAwsWire({
    service: 'ses',
    operationOf: ({ method, url }) =>
      method === 'POST' && url === '/v2/email/outbound-emails' ? 'SendEmail' : `${method} ${url}`,
    problem: jsonProblem,
    closesReused: true,
    answer({ operation, body }) {
      if (operation !== 'SendEmail') return jsonProblem('NotFoundException', operation, 404);
      const asked = JSON.parse(body.toString()) as {
        FromEmailAddress?: string;
        Destination?: { ToAddresses?: string[] };
        ConfigurationSetName?: string;
        EmailTags?: { Name: string; Value: string }[];
        Content?: { Raw?: { Data?: string } };
      };
      const from = asked.FromEmailAddress ?? '';
      const to = asked.Destination?.ToAddresses ?? [];
      const raw = Buffer.from(asked.Content?.Raw?.Data ?? '', 'base64');
      if (to.length === 0 || to.length > 50 || to.some(address => !/^[^@\s]+@[^@\s]+$/.test(address)))
        return jsonProblem('BadRequestException', 'Missing or illegal address.');
      const tags = asked.EmailTags ?? [];
      if (tags.some(tag => [tag.Name, tag.Value].some(text => !/^[\w-]{1,256}$/.test(text))))
        return jsonProblem('BadRequestException', 'Illegal tag.');
      if (!/^From: /m.test(raw.toString()))
        return jsonProblem('BadRequestException', 'Missing required header From.');
      if (raw.length > 10 * 1024 * 1024)
        return jsonProblem('BadRequestException', 'The message is too large.');
      if (!verified.includes(from))
        return jsonProblem(
          'MessageRejected',
          `Email address is not verified. The following identities failed the check in region EU-CENTRAL-1: ${from}`,
        );
      mails.push({
        from,
        to,
        raw,
        configurationSet: asked.ConfigurationSetName,
        tags: Object.fromEntries(tags.map(({ Name, Value }) => [Name, Value])),
      });
      return json({ MessageId: `0100018${mails.length}-0000` });
    },
  });
  return { wire, mails };
}
