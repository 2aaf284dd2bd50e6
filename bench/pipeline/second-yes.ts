import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { ResponseEnvelope } from 'ask-sdk-model';
import { buildPrograms } from '../../infra/build/build-programs.ts';
import { makeProof } from '../../core/approval/proof.ts';
import { signWithPhoneKey } from '../../core/approval/jws.ts';
import { linkDigest } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/message-routes.ts';
import { storyDigest } from '../../core/confidence/story.ts';
import { addressDigest, type Contact } from '../../core/household/contact.ts';
import { type HouseholdId, householdIdOf } from '../../core/household/ids.ts';
import { instant } from '../../core/household/instant.ts';
import type { SettingsChange } from '../../core/household/settings.ts';
import type { TrustChange } from '../../core/approval/link.ts';
import { RECORDER } from '../../services/skill/envelope.ts';
import { aContact, aPhone, type TestPhone, theRecovery } from '../../test/support/builders/builders.ts';
import { intends, type Said } from '../../test/support/builders/alexa-envelopes.ts';
import { temporaryFolder } from '../../test/support/temporary-folder.ts';
import { type Answer, type Ask, aClient, jsonOf } from './ask.ts';
import type { MailSink } from './mail-sink.ts';
import { startMeasured } from './measured-process.ts';
import type { Contender, Legs } from './contender.ts';

/** One Alexa account with one paired phone, and one contact. */
type Family = {
  user: string;
  household: HouseholdId;
  phone: TestPhone;
  contact: Contact;
  /** The contact's address. */
  address: string;
  /** How many messages it has sent. */
  sent: number;
  links: string[];
  /** The address that its requests seem to come from: every household is behind a router of its own. */
  network: string;
};

/** A room holds ten messages an hour, and a household thirty. */
const ROOMS = 3;

type Linked = { links: string[] };

/**
 * Starts the server of the benchmark, built, and pairs a phone with each of these households. If the environment variable
 * `PROFILES` names a folder, the server leaves a CPU profile there.
 */
export async function startSecondYes(
  sink: MailSink,
  { audio, households, settings = {} }: { audio: Buffer; households: number; settings?: SettingsChange },
): Promise<Contender & { pid: number; dataDir: string }> {
  const folder = temporaryFolder();
  const dataDir = join(folder.path, 'data');
  // Beside the packages that it loads.
  const built = join(import.meta.dirname, '..', '..', 'dist', 'bench', 'pipeline');
  await buildPrograms([join(import.meta.dirname, 'server.ts')], built);
  const profiles = process.env['PROFILES'];
  const server = startMeasured(
    [
      process.execPath,
      ...(profiles ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []),
      join(built, 'server.mjs'),
    ],
    {
      cwd: folder.path,
      env: {
        DATA_DIR: dataDir,
        SMTP_URL: `smtp://127.0.0.1:${sink.port}`,
        MAIL_FROM: 'home@example.org',
        TRUSTED_PROXY: '127.0.0.0/8',
        LOG_LEVEL: 'error',
      },
    },
  );
  const at = JSON.parse(await server.firstLine) as { phones: string; devices: string };

  /** A request of a family's phone, with its proof. */
  async function asPhone(
    ask: Ask,
    family: Family,
    method: string,
    path: string,
    sent?: unknown,
  ): Promise<Answer> {
    const url = `${at.phones}/api/households/${family.household}${path}`;
    const body = new TextEncoder().encode(sent === undefined ? '' : JSON.stringify(sent));
    const { id, key, jwk } = family.phone;
    const proof = await makeProof(
      { method, url: url.split('?')[0] as string, body },
      { phone: id, key, jwk },
      { at: instant(Date.now()), jti: randomUUID() },
    );
    const headers = { DPoP: proof, 'X-Forwarded-For': family.network, 'Content-Type': 'application/json' };
    return ask(method, url, { headers, body: sent === undefined ? undefined : body });
  }

  /** A request of Alexa in a session. */
  async function asAlexa(
    ask: Ask,
    { user, network }: Pick<Family, 'user' | 'network'>,
    said: Said,
    {
      room = 0,
      ...session
    }: { room?: number; id: string; attributes?: Record<string, unknown> | undefined; reference?: string },
  ): Promise<ResponseEnvelope> {
    const application = { applicationId: 'amzn1.ask.skill.bench' };
    const envelope = {
      version: '1.0',
      session: {
        new: session.attributes === undefined,
        sessionId: session.id,
        application,
        user: { userId: user },
        attributes: session.attributes ?? {},
      },
      context: {
        System: {
          application,
          user: { userId: user },
          device: { deviceId: `${user} ${room}`, supportedInterfaces: {} },
          apiEndpoint: 'https://api.amazonalexa.com',
        },
        ...(session.reference !== undefined && { [RECORDER]: { reference: session.reference } }),
      },
      request: {
        requestId: randomUUID(),
        timestamp: new Date().toISOString(),
        locale: 'en-US',
        ...said,
      },
    };
    const answer = jsonOf(
      await ask('POST', `${at.devices}/alexa`, {
        headers: { 'Content-Type': 'application/json', 'X-Forwarded-For': network },
        body: Buffer.from(JSON.stringify(envelope)),
      }),
    );
    return answer as ResponseEnvelope;
  }

  async function settle(ask: Ask, number: number): Promise<Family> {
    const user = `amzn1.ask.account.${number}`;
    const network = `10.1.${number >> 8}.${number & 255}`;
    const phone = await aPhone();
    const address = `friend-${number}@example.org`;
    const contact = aContact({ addresses: [{ channel: 'email', address }] });
    const launched = await asAlexa(ask, { user, network }, { type: 'LaunchRequest' }, { id: randomUUID() });
    const card = JSON.stringify(launched.response.card);
    const [code] = /\b[0-9A-Z]{4}-[0-9A-Z]{4}\b/.exec(card) ?? [];
    const family: Family = {
      user,
      network,
      phone,
      contact,
      address,
      sent: 0,
      household: householdIdOf(user),
      links: [],
    };
    const paired = await asPhone(ask, family, 'POST', '/pair', {
      code,
      phone: { key: phone.jwk, name: 'Phone' },
      recovery: (await theRecovery).jwk,
    });
    family.links = (jsonOf(paired) as Linked).links;
    await append(ask, family, { type: 'put-contact', contact });
    // A phone has five seconds to undo a release, and a benchmark does not.
    await append(ask, family, { type: 'change-settings', settings: { undo: 0, ...settings } });
    return family;
  }

  async function append(ask: Ask, family: Family, change: TrustChange): Promise<void> {
    const { household, phone, links } = family;
    const link = await signWithPhoneKey(
      { ...change, household, at: Date.now(), prev: linkDigest(links.at(-1) ?? '') },
      'second-yes-link',
      { phone: phone.id, key: phone.key },
    );
    family.links = (jsonOf(await asPhone(ask, family, 'POST', '/trust', { link })) as Linked).links;
  }

  const free: Family[] = [];
  const settlers = Array.from({ length: 16 }, (_, number) => aClient(100 + number));
  for (let from = 0; from < households; from += settlers.length)
    free.push(
      ...(await Promise.all(
        settlers.slice(0, households - from).map((ask, number) => settle(ask, from + number)),
      )),
    );

  /** Takes one message the whole way. */
  async function send(ask: Ask): Promise<Legs> {
    const family = free.shift();
    if (!family) throw new Error('There are fewer households than clients.');
    const begun = performance.now();
    const marks: number[] = [begun];
    const mark = () => void marks.push(performance.now());

    const recorded = jsonOf(
      await ask('POST', `${at.devices}/recordings`, {
        headers: { 'X-Forwarded-For': family.network },
        body: audio,
      }),
    );
    const { reference } = recorded as { reference: string };
    const session = { id: randomUUID(), room: (family.sent += 1) % ROOMS };
    const asked = await asAlexa(ask, family, intends('SendMessageIntent', { recipient: 'anna' }), session);
    const held = await asAlexa(ask, family, intends('AMAZON.FallbackIntent'), {
      ...session,
      reference,
      attributes: asked.sessionAttributes ?? {},
    });
    if (!JSON.stringify(held.response.outputSpeech).includes('holding'))
      throw new Error(
        `The Echo said: ${[asked, held].map(({ response }) => JSON.stringify(response.outputSpeech)).join(', then ')}`,
      );
    mark();

    const listed = jsonOf(await asPhone(ask, family, 'GET', `/messages?known=${family.links.length}`));
    const view = (listed as { messages: MessageView[] }).messages.find(({ state }) => state === 'held');
    if (!view?.recording) throw new Error('The held message is not in the list.');
    mark();

    const heard = await asPhone(ask, family, 'GET', `/messages/${view.id}/recording`);
    if (!heard.body.includes(audio)) throw new Error('Another recording was held.');
    const listening = jsonOf(await asPhone(ask, family, 'POST', `/messages/${view.id}/listen`));
    const { nonce } = listening as { nonce: string };
    mark();

    const release = {
      type: 'release',
      household: family.household,
      message: view.id,
      recording: view.recording.digest,
      story: storyDigest(view.story),
      contact: family.contact.id,
      redirected: false,
      addresses: family.contact.addresses.map(addressDigest),
      friction: view.friction,
      nonce,
      trustHead: linkDigest(family.links.at(-1) ?? ''),
      sendBy: view.sendBy,
    };
    const signer = { phone: family.phone.id, key: family.phone.key };
    const jws = await signWithPhoneKey(release, 'second-yes-statement', signer);
    const arriving = sink.next(family.address);
    jsonOf(await asPhone(ask, family, 'POST', `/messages/${view.id}/answer`, { jws }));
    mark();
    const { at: arrivedAt, mail } = await arriving;
    if (mail.length < audio.length) throw new Error('The mail has no recording.');
    marks.push(Math.max(arrivedAt, marks.at(-1) ?? 0));
    free.push(family);
    const [hold = 0, list = 0, listen = 0, signed = 0, sent = 0] = marks
      .slice(1)
      .map((mark, leg) => mark - (marks[leg] ?? 0));
    return { hold, list, listen, release: signed, mail: sent, all: arrivedAt - begun };
  }

  return {
    name: 'Second Yes',
    pid: server.pid,
    dataDir,
    send,
    cpu: server.cpu,
    peak: server.peak,
    async stop() {
      await server.stop();
      folder.remove();
    },
  };
}
