import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { simpleParser } from 'mailparser';
import type { BatchAnswer } from '../lambda/courier/attend-batch.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import { householdOf } from '../lambda/household/household-of.ts';
import { recordingDigest } from '../lambda/message/recording.ts';
import { FUNCTIONS } from '../infra/settings.ts';
import { type Cloud, CloudPhone, startCloud } from './support/a-cloud.ts';
import { anEnvelope, dictates, intends, sendsTo } from './support/alexa-envelopes.ts';
import { jsonProblem } from './support/aws-json.ts';
import type { ChangeRecord } from './support/aws-peers.ts';
import { builtTemplate } from './support/built-template.ts';
import { startLambda } from './support/lambda-host.ts';

/** The functions as they are deployed: bundled, each in a process of its own, talking to AWS's peers. */
let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud();
}, 60_000);
afterAll(() => (cloud as Cloud | undefined)?.stop());

let accounts = 0;
/** An Alexa account of its own, with a paired phone. */
async function anAccount(): Promise<{ user: string; phone: CloudPhone }> {
  const user = `amzn1.ask.account.NUMBER${(accounts += 1)}`;
  return { user, phone: await cloud.pairs(user) };
}

const said = async (answer: ReturnType<Cloud['says']>) =>
  JSON.stringify((await answer).response.outputSpeech).replaceAll('&apos;', "'");

/** Dictates a message for Anna, up to "I'm holding it". */
async function holds(user: string, text: string): Promise<void> {
  await cloud.says(sendsTo('anna'), user);
  expect(await said(cloud.says(dictates(text), user))).toContain("I'm holding it");
}

const newest = async (phone: CloudPhone): Promise<MessageView> => {
  const [view] = await phone.messages();
  if (!view) throw new Error('there is no message');
  return view;
};

/** A held message that the phone has released. */
async function released(text: string): Promise<{ user: string; phone: CloudPhone; view: MessageView }> {
  const account = await anAccount();
  await holds(account.user, text);
  await cloud.attends();
  const view = await newest(account.phone);
  const { status } = await account.phone.answer(view, await account.phone.signedRelease(view));
  expect(status).toBe(200);
  return { ...account, view };
}

const mailsSince = (before: number) => cloud.peers.ses.mails.slice(before);
const mails = () => cloud.peers.ses.mails.length;
const written = () => FUNCTIONS.map(name => cloud.functions[name].written()).join('\n');
const keptFor = (user: string) =>
  cloud.peers.s3.versions(cloud.peers.bucket).filter(({ key }) => key.startsWith(householdOf(user)));
const counted = (name: (typeof FUNCTIONS)[number], metric: string) =>
  cloud.functions[name].logged().filter(line => metric in line).length;

describe('The skill’s bundle', () => {
  test('is 400 kB or less', () => {
    expect(cloud.built.skill.bundle).toBeLessThanOrEqual(400_000);
  });

  test('has nothing in it that speaks, mails, pushes or schedules', () => {
    const packages = Object.keys(cloud.built.skill.metafile.inputs).filter(path =>
      /client-(polly|ses|sqs|scheduler|ssm)|nodemailer|web-push|http_ece/.test(path),
    );
    expect(packages).toEqual([]);
  });
});

describe('The template gives', () => {
  test('each function the very names that it is run with here, beside Lambda’s own and the peers’ addresses', async () => {
    const given = await builtTemplate();
    for (const name of FUNCTIONS) {
      const names = Object.keys(cloud.environment(name)).filter(one => !one.startsWith('AWS_'));
      expect([name, names.toSorted()]).toEqual([name, given[name].toSorted()]);
    }
  });
});

describe('A message in the cloud', () => {
  test('goes from what Alexa heard to a mail with the very audio that the phone signed', async () => {
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
    expect(sent.map(({ from, to }) => [from, to])).toEqual([['house@example.org', ['anna@example.org']]]);
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

  test('is gone from the bucket once it is discarded, and nothing is mailed', async () => {
    const before = mails();
    const { user, phone } = await anAccount();
    await holds(user, 'Never mind.');
    await cloud.attends();
    expect(keptFor(user).length).toBeGreaterThan(0);
    const view = await newest(phone);
    expect((await phone.answer(view, await phone.signedDiscard(view))).status).toBe(200);
    await cloud.attends();
    expect((await newest(phone)).state).toBe('discarded');
    expect([keptFor(user), mailsSince(before)]).toEqual([[], []]);
  });

  test('is mailed once, however often, in which order and in which batches the stream tells of it', async () => {
    const before = mails();
    const twiceBackwards = (records: ChangeRecord[]) =>
      [...records, ...records].toReversed().map(record => [record]);
    const { user, phone } = await anAccount();
    await holds(user, 'Once is enough.');
    await cloud.attends(twiceBackwards);
    const view = await newest(phone);
    await phone.answer(view, await phone.signedRelease(view));
    await cloud.attends(twiceBackwards);
    expect((await newest(phone)).state).toBe('delivered');
    expect(mailsSince(before)).toHaveLength(1);
  });

  test('is mailed once by several couriers that hear of it at the same time', async () => {
    const before = mails();
    const { phone } = await released('All at once.');
    const Records = await cloud.peers.changes();
    const batch = () => cloud.functions.courier.invoke<BatchAnswer>({ Records });
    await Promise.all([batch(), batch(), batch()]);
    await cloud.attends();
    expect((await newest(phone)).state).toBe('delivered');
    expect(mailsSince(before)).toHaveLength(1);
  });

  test('goes on by the queue’s wake-up where the stream never told of its release', async () => {
    const before = mails();
    const { phone, view } = await released('Wake up.');
    await cloud.peers.changes();
    const body = JSON.stringify({ household: phone.household, message: view.id });
    const woken = { Records: [{ eventSource: 'aws:sqs', messageId: 'wake-1', body }] };
    expect(await cloud.functions.courier.invoke(woken)).toEqual({ batchItemFailures: [] });
    await cloud.functions.courier.invoke(woken);
    expect((await newest(phone)).state).toBe('delivered');
    expect(mailsSince(before)).toHaveLength(1);
  });

  test('whose documents cannot be read just then is brought again, alone, and delivered', async () => {
    const { phone } = await released('Try again.');
    const changes = await cloud.peers.changes();
    const { dynamo } = cloud.peers;
    const broken = jsonProblem('InternalServerError', 'Try again.', 500);
    dynamo.wire.fail('BatchGetItem', broken, broken, broken);
    const Records = changes.slice(-1);
    const failed = await cloud.functions.courier.invoke<BatchAnswer>({ Records });
    expect(failed.batchItemFailures).toEqual([{ itemIdentifier: Records[0]?.dynamodb.SequenceNumber }]);
    expect(await cloud.functions.courier.invoke({ Records })).toEqual({ batchItemFailures: [] });
    await cloud.attends();
    expect((await newest(phone)).state).toBe('delivered');
  });

  test('that SES takes from no sender that is not verified waits for another try, and says why in the log', async () => {
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

  test('is not said to be held where the bucket refuses it, and nothing is kept', async () => {
    const { user, phone } = await anAccount();
    await cloud.says(sendsTo('anna'), user);
    cloud.peers.s3.wire.fail('PutObject', { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' });
    expect(await said(cloud.says(dictates('Lost words.'), user))).not.toContain("I'm holding it");
    expect([await phone.messages(), keptFor(user)]).toEqual([[], []]);
  });
});

describe('Two households', () => {
  test('can read and change nothing of each other, by any route of the API', async () => {
    const [one, other] = [await anAccount(), await anAccount()];
    await holds(other.user, 'Ours alone.');
    await cloud.attends();
    const view = await newest(other.phone);
    const before = await other.phone.messages();
    const theirs = `/api/households/${other.phone.household}`;
    // Signed by the phone of the one, for the other's address.
    const stranger = new CloudPhone(cloud.functions.companion, other.user, one.phone.keys);
    const answers = await Promise.all(
      (
        [
          ['GET', '/messages'],
          ['GET', `/messages/${view.id}`],
          ['GET', `/messages/${view.id}/recording`],
          ['POST', `/messages/${view.id}/listen`],
          ['GET', '/trust'],
          ['GET', '/push'],
          ['POST', '/export'],
          ['POST', '/erase', { household: other.phone.household }],
          ['POST', `/messages/${view.id}/answer`, { jws: await one.phone.signedDiscard(view) }],
        ] as [string, string, unknown?][]
      ).map(async ([method, path, body]) => (await stranger.fetch(method, path, body)).status),
    );
    expect(new Set(answers)).toEqual(new Set([401]));
    expect((await other.phone.asks('GET', `${theirs}/messages`, {})).status).toBe(401);
    expect(await other.phone.messages()).toEqual(before);
    // By its own address, the other's ids name nothing.
    for (const path of [`/messages/${view.id}`, `/messages/${view.id}/recording`])
      expect((await one.phone.fetch('GET', path)).status).toBe(404);
  });
});

describe('What is none of the functions’ business', () => {
  test('another skill’s request is answered with nothing, and logged with a code', async () => {
    const envelope = anEnvelope(sendsTo('anna'), { skill: 'amzn1.ask.skill.another' });
    expect(await cloud.functions.skill.invoke(envelope)).toEqual({ version: '1.0', response: {} });
    expect(cloud.functions.skill.logged()).toContainEqual({ event: 'request refused', code: 'wrong-skill' });
  });

  test.each(FUNCTIONS)('an event of no known shape is refused by the %s with a code', async name => {
    for (const event of [null, 7, {}, { Records: [{ eventSource: 'aws:s3' }] }])
      await cloud.functions[name].invoke(event);
    const codes = cloud.functions[name].logged().map(({ code }) => code);
    expect(codes).toContain(name === 'skill' ? 'envelope-malformed' : 'event-unknown');
  });

  test('a disabled skill takes everything of its account with it', async () => {
    const { user, phone } = await anAccount();
    await holds(user, 'Forget me.');
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

describe('A function that is told nothing', () => {
  test.each(FUNCTIONS)('does not start, as the %s, and names all that is missing at once', async name => {
    const needed = Object.keys(cloud.environment(name)).filter(
      one => !/^AWS_(?!REGION)|^NODE_OPTIONS$|^SKILL_ID$/.test(one),
    );
    const failure = await startLambda(join(cloud.folder, name), {}).catch((error: unknown) => String(error));
    for (const one of needed) expect(failure).toContain(`${one} is missing`);
  });
});
