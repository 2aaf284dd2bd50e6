/** @slow */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { TrustDocument } from '../../core/approval/trust-list.ts';
import type { BatchResponse } from '../../lambda/attend-batch.ts';
import type { AddressReport } from '../../core/api/address-routes.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import { householdIdOf } from '../../core/household/ids.ts';
import { recordingDigest } from '../../core/message/recording/recording.ts';
import { FUNCTIONS } from '../../lambda/environment.ts';
import { type Cloud, type CloudPhone, START_TIMEOUT, startCloud } from '../support/aws/a-cloud.ts';
import { anEnvelope, dictates, intends, sendsTo } from '../support/builders/alexa-envelopes.ts';
import { anAccount, holds, newest, renders, said } from '../support/aws/cloud-account.ts';
import { aContact } from '../support/builders/builders.ts';
import { jsonProblem } from '../support/aws/aws-json.ts';
import { builtTemplate } from '../support/aws/built-template.ts';
import { SYNTHESIS_TIMEOUT } from '../infra/synthesize.ts';
import { aWav } from '../support/audio/a-wav.ts';
import { decodeMp3 } from '../support/audio/decode-mp3.ts';
import { correlation, speechLike } from '../support/audio/sound.ts';
import { startLambda } from '../support/aws/lambda-host.ts';

/** The functions as they are deployed: bundled, each in a process of its own, talking to AWS's peers. */
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, START_TIMEOUT);
afterAll(() => (cloud as Cloud | undefined)?.stop());

/** A held message that the phone has released. */
async function released(text: string): Promise<{ user: string; phone: CloudPhone; view: MessageView }> {
  const account = await anAccount(cloud);
  await holds(cloud, account.user, text);
  const view = await renders(cloud, account.phone);
  const { status } = await account.phone.answer(view, await account.phone.signedRelease(view));
  expect(status).toBe(200);
  return { ...account, view };
}

const mailsSince = (before: number) => cloud.peers.ses.mails.slice(before);
const mails = () => cloud.peers.ses.mails.length;
const written = () => FUNCTIONS.map(name => cloud.functions[name].written()).join('\n');
const keptFor = (user: string) =>
  cloud.peers.s3.versions(cloud.peers.bucket).filter(({ key }) => key.startsWith(householdIdOf(user)));
const counted = (name: (typeof FUNCTIONS)[number], metric: string) =>
  cloud.functions[name].logged().filter(line => metric in line).length;

test.each(FUNCTIONS)(
  'the %s’s bundle imports no module: an import would read all of the module’s members',
  name => {
    const { inputs, outputs } = cloud.built[name].metafile;
    expect(Object.keys(inputs)).toContain('builtin:http');
    expect(Object.values(outputs).flatMap(({ imports }) => imports)).toEqual([]);
  },
);

describe('the skill’s bundle', () => {
  test('the skill’s bundle is 400 kB or less', () => {
    expect(cloud.built.skill.bundle).toBeLessThanOrEqual(400_000);
  });

  test('the skill’s bundle contains no client for speech, mail, push or schedules', () => {
    const packages = Object.keys(cloud.built.skill.metafile.inputs).filter(path =>
      /client-(polly|ses|sqs|scheduler|ssm)|nodemailer|web-push|http_ece/.test(path),
    );
    expect(packages).toEqual([]);
  });
});

describe('the template', () => {
  test(
    'the template sets the same variables for each function as these tests, except Lambda’s own and the peers’ addresses',
    async () => {
      const given = await builtTemplate();
      for (const name of FUNCTIONS) {
        const names = Object.keys(cloud.environment(name)).filter(one => !one.startsWith('AWS_'));
        expect([name, names.toSorted()]).toEqual([name, given[name].toSorted()]);
      }
    },
    SYNTHESIS_TIMEOUT,
  );
});

describe('a message on AWS', () => {
  test('a dictated message becomes a mail with exactly the audio that the phone signed', async () => {
    const before = mails();
    const metrics = [
      counted('skill', 'held'),
      counted('companion', 'released'),
      counted('courier', 'delivered'),
    ];
    const text = 'The tulips are in bloom.';
    const { phone, view } = await released(text);
    await cloud.attends();
    expect((await newest(phone)).state).toBe('delivered');
    const sent = mailsSince(before);
    expect(sent.map(({ from, to }) => [from, to])).toEqual([['home@example.org', ['anna@example.org']]]);
    const parsed = await simpleParser(sent[0]?.raw ?? '');
    const { mediaType, duration, digest } = view.recording as NonNullable<MessageView['recording']>;
    const audio = new Uint8Array(parsed.attachments[0]?.content ?? []);
    expect(recordingDigest({ audio, mediaType, duration, transcript: text })).toBe(digest);
    expect([
      counted('skill', 'held'),
      counted('companion', 'released'),
      counted('courier', 'delivered'),
    ]).toEqual(metrics.map(count => count + 1));
    expect(written()).not.toMatch(/tulips|bloom|anna@example/i);
  });

  test('a phone records a message again, in its own form, and that is what is sent', async () => {
    const before = mails();
    const account = await anAccount(cloud);
    await holds(cloud, account.user, 'The tulips are in bloom.');
    const dictated = await renders(cloud, account.phone);
    const said = speechLike(16_000, 1_500);
    const path = `/messages/${dictated.id}/recording`;
    const recorded = await account.phone.fetch('PUT', path, aWav([said.samples], said.rate));
    expect(recorded.status).toBe(200);
    const view = await newest(account.phone);
    expect(view.recording).toMatchObject({ mediaType: 'audio/mpeg', duration: 1_500, hasTranscript: false });
    await account.phone.answer(view, await account.phone.signedRelease(view));
    await cloud.attends();
    expect((await newest(account.phone)).state).toBe('delivered');
    const { attachments } = await simpleParser(mailsSince(before)[0]?.raw ?? '');
    const played = await decodeMp3(new Uint8Array(attachments[0]?.content ?? []));
    expect(correlation(said, played, 300)).toBeGreaterThan(0.99);
  });

  test('a mail has a link that stops messages on CloudFront’s side of the API, and a complaint stops them, too', async () => {
    const before = mails();
    const { user, phone } = await released('Please answer.');
    await cloud.attends();
    const [sent] = mailsSince(before);
    const header = sent?.raw.toString().replace(/\r\n /g, ' ') ?? '';
    const url = new URL(/^List-Unsubscribe: <(.*)>$/m.exec(header)?.[1] ?? '');
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const stop = (body: string) => phone.asks('POST', url.pathname, form, body);
    const stopped = async () => {
      const { body } = await phone.call<{ reports: AddressReport[] }>('GET', '/address-reports');
      return body.reports.map(report => report.stopped?.by);
    };

    const answered = await stop('List-Unsubscribe=One-Click');
    expect([answered.status, answered.headers.get('content-type')]).toEqual([
      200,
      'text/html; charset=UTF-8',
    ]);
    expect(await stopped()).toEqual(['page']);
    await stop('action=allow');
    expect(await stopped()).toEqual([]);

    const { household = '', address = '' } = sent?.tags ?? {};
    expect(household).toBe(householdIdOf(user));
    await cloud.functions.courier.invoke({
      source: 'aws.ses',
      'detail-type': 'Email Complaint Received',
      detail: {
        eventType: 'Complaint',
        complaint: { timestamp: '2026-11-24T00:00:00.000Z' },
        mail: { tags: { 'ses:configuration-set': ['mails'], household: [household], address: [address] } },
      },
    });
    expect(await stopped()).toEqual(['complaint']);
    await holds(cloud, user, 'One more.');
    const view = await renders(cloud, phone);
    await phone.answer(view, await phone.signedRelease(view));
    await cloud.attends();
    expect((await newest(phone)).outcome).toEqual({ code: 'stopped' });
    expect(mailsSince(before)).toHaveLength(1);
  });

  test('a record whose documents cannot be read is reported as failed alone, and delivered at the next try', async () => {
    const { phone } = await released('Try again.');
    const changes = await cloud.peers.changes();
    const { dynamo } = cloud.peers;
    const broken = jsonProblem('InternalServerError', 'Try again.', 500);
    dynamo.wire.fail('BatchGetItem', broken, broken, broken);
    const Records = changes.slice(-1);
    const failed = await cloud.functions.courier.invoke<BatchResponse>({ Records });
    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: Records[0]?.dynamodb.SequenceNumber }]);
    expect(await cloud.functions.courier.invoke({ Records })).toEqual({ batchItemFailures: [] });
    await cloud.attends();
    expect((await newest(phone)).state).toBe('delivered');
  });

  test('a message that SES refuses for an unverified sender waits for a retry, and the log has the code', async () => {
    const before = mails();
    const { phone } = await released('Nobody knows me.');
    const refused = jsonProblem('MessageRejected', 'Email address is not verified.');
    cloud.peers.ses.wire.fail('SendEmail', refused);
    const wakeUps = cloud.peers.sqs.wire.asked.length + cloud.peers.scheduler.wire.asked.length;
    await cloud.attends();
    expect([(await newest(phone)).state, mailsSince(before)]).toEqual(['released', []]);
    expect(cloud.functions.courier.logged().at(-1)).toMatchObject({
      event: 'delivery not-taken',
      code: 'sender-not-verified',
    });
    expect(cloud.peers.sqs.wire.asked.length + cloud.peers.scheduler.wire.asked.length).toBe(wakeUps + 1);
  });

  test('a throttled table makes the skill and the API say so, and nothing is recorded', async () => {
    const { user, phone } = await anAccount(cloud);
    const { wire } = cloud.peers.dynamo;
    const fast = jsonProblem('ProvisionedThroughputExceededException', 'Slow down.');
    wire.fail('Query', fast, fast, fast);
    expect(await said(cloud.says(sendsTo('anna'), user))).toContain('Nothing new was recorded.');
    wire.fail('Query', fast, fast, fast);
    const answered = await phone.fetch('GET', '/messages');
    expect([answered.status, await answered.json()]).toMatchObject([503, { code: 'storage-failed' }]);
    for (const name of ['skill', 'companion'] as const)
      expect(cloud.functions[name].logged().at(-1)?.code).toBe('ProvisionedThroughputExceededException');
    await holds(cloud, user, 'It goes on.');
  });

  test('a link that would make the trust list too large is refused as household-full, and messages can still be held', async () => {
    const { user, phone } = await anAccount(cloud);
    const { documents } = cloud;
    const trusted = await documents.get(phone.household, 'trust', 'trust');
    // Links that nobody could read would end the list; what is beside them is nobody's, and as large.
    const filled = {
      ...trusted,
      filler: 'x'.repeat(409_000 - JSON.stringify(trusted).length),
    } as unknown as TrustDocument;
    await documents.put(filled, trusted?.version ?? 0);
    const link = await phone.signedLink({ type: 'put-contact', contact: aContact({ name: 'Ann' }) });
    const answered = await phone.call<{ code: string }>('POST', '/trust', { link });
    expect([answered.status, answered.body.code]).toEqual([507, 'household-full']);
    await holds(cloud, user, 'It goes on.');
  });

  test('a message that the bucket refuses is not said to be held, and nothing is kept', async () => {
    const { user, phone } = await anAccount(cloud);
    await cloud.says(sendsTo('anna'), user);
    cloud.peers.s3.wire.fail('PutObject', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    expect(await said(cloud.says(dictates('Lost words.'), user))).not.toContain("I'm holding it");
    expect([await phone.messages(), keptFor(user)]).toEqual([[], []]);
  });
});

describe('a typed pairing code', () => {
  const typed = (phone: CloudPhone, code: string) =>
    phone.asks('POST', '/api/household', { 'content-type': 'application/json' }, JSON.stringify({ code }));

  test('a typed pairing code leads to its household, and an unknown one to none', async () => {
    const user = 'amzn1.ask.account.TYPES';
    const { response } = await cloud.says(intends('PairPhoneIntent'), user);
    const { code = '' } = /code (?<code>[\w-]+)/.exec(JSON.stringify(response.card))?.groups ?? {};
    const { phone } = await anAccount(cloud);
    const answered = await typed(phone, code.toLowerCase().replace('-', ' '));
    expect(await answered.json()).toEqual({ household: householdIdOf(user), open: true });
    expect((await typed(phone, 'ZZZZ-ZZZZ')).status).toBe(404);
  });
});

describe('refused requests', () => {
  test('a request of another skill gets an empty response and is logged as wrong-skill', async () => {
    const envelope = anEnvelope(sendsTo('anna'), { skill: 'amzn1.ask.skill.another' });
    expect(await cloud.functions.skill.invoke(envelope)).toEqual({ version: '1.0', response: {} });
    expect(cloud.functions.skill.logged()).toContainEqual({ event: 'request refused', code: 'wrong-skill' });
  });

  test.each(FUNCTIONS)('an unknown event is refused by the %s with a code', async name => {
    for (const event of [null, 7, {}, { Records: [{ eventSource: 'aws:s3' }] }])
      await cloud.functions[name].invoke(event);
    const codes = cloud.functions[name].logged().map(({ code }) => code);
    expect(codes).toContain(name === 'skill' ? 'envelope-malformed' : 'event-unknown');
  });

  test.each([
    { type: 'System.ExceptionEncountered', requestId: 'r', timestamp: '2026-11-24T00:00:00Z' },
    { type: 'SessionEndedRequest', reason: 'ERROR' },
  ])('a report of $type is logged, and thrown so that the alarm on errors counts it', async report => {
    const envelope = anEnvelope(sendsTo('anna'), { opens: false });
    const error = { type: 'INVALID_RESPONSE', message: 'no directive' };
    const event = { ...envelope, request: { ...envelope.request, ...report, error } };
    await expect(cloud.functions.skill.invoke(event)).rejects.toThrow();
    expect(cloud.functions.skill.logged()).toContainEqual(
      expect.objectContaining({ type: expect.stringContaining('INVALID_RESPONSE') as unknown }),
    );
  });

  test('disabling the skill erases everything of the account', async () => {
    const { user, phone } = await anAccount(cloud);
    await holds(cloud, user, 'Forget me.');
    const { context } = anEnvelope(intends('AMAZON.HelpIntent'));
    await cloud.functions.skill.invoke({
      version: '1.0',
      context: { System: { ...context.System, user: { userId: user } } },
      request: { type: 'AlexaSkillEvent.SkillDisabled', requestId: 'r', timestamp: '2026-11-24T00:00:00Z' },
    });
    expect(keptFor(user)).toEqual([]);
    expect((await phone.fetch('GET', '/messages')).status).toBe(401);
  });
});

describe('a skill that does not know its id yet', () => {
  test.each([
    ['a launch', () => anEnvelope({ type: 'LaunchRequest' } as never)],
    ['a whole request', () => anEnvelope(sendsTo('anna'))],
    [
      'an event',
      () => ({
        version: '1.0',
        context: anEnvelope(intends('AMAZON.HelpIntent')).context,
        request: { type: 'AlexaSkillEvent.SkillDisabled', requestId: 'r', timestamp: '2026-11-24T00:00:00Z' },
      }),
    ],
  ])('%s is answered with nothing, and nothing is stored', async (_, envelope) => {
    const environment = { ...cloud.environment('skill'), SKILL_ID: '' };
    const skill = await startLambda(join(cloud.folder, 'skill'), environment);
    const asked = () =>
      Object.values(cloud.peers.wires)
        .flatMap(wire => wire.asked)
        .filter(
          ({ operation }) =>
            /^(Put|Transact|Get|Query)/.test(operation) &&
            operation !== 'GetRecords' &&
            operation !== 'GetShardIterator',
        ).length;
    const before = asked();
    const answered = await skill.invoke(envelope()).finally(() => skill.stop());
    expect(answered).toEqual({ version: '1.0', response: {} });
    expect(skill.logged().map(({ code }) => code)).toContain('skill-id-not-set');
    expect(asked()).toEqual(before);
  });
});

describe('a function without environment', () => {
  test.each(FUNCTIONS)(
    'the %s does not start without its environment, and names all missing variables',
    async name => {
      const needed = Object.keys(cloud.environment(name)).filter(
        one => !/^AWS_(?!REGION)|^NODE_OPTIONS$|^SKILL_ID$|^MAIL_REPLY_TO$/.test(one),
      );
      const failure = await startLambda(join(cloud.folder, name), {}).catch((error: unknown) =>
        String(error),
      );
      for (const one of needed) expect(failure).toContain(`${one} is missing`);
    },
  );
});
