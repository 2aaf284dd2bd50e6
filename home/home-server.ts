import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { loadApps } from '../adapters/esbuild/load-apps.ts';
import { listOutbox, messagesInOutbox, readAttachment } from '../adapters/files/outbox.ts';
import { subjectOf } from '../adapters/files/vapid-file.ts';
import { prepareInWorker } from '../adapters/audio/prepare-in-worker.ts';
import { pollUpdates } from '../adapters/telegram/poll-updates.ts';
import { chatBotOf, telegramBot } from '../adapters/telegram/telegram-bot.ts';
import { pushSender } from '../adapters/webpush/web-push-sender.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { after, hours, instant } from '../core/household/instant.ts';
import { stopKeyFrom, stopUrl } from '../core/household/stop-token.ts';
import { SECURITY_TXT_DAYS, securityTxt } from '../core/text/security-txt.ts';
import { sealKeyFrom } from '../core/message/seal.ts';
import { companionApi } from '../services/companion/companion-api.ts';
import { cachePairingCode, type PairingOffer } from '../services/companion/pairing-code-cache.ts';
import { stopPages } from '../services/companion/stop-pages.ts';
import { usualRates } from '../services/companion/requests/rate-limits.ts';
import { chatKeeper } from '../services/companion/keep-chats.ts';
import type { CourierParts } from '../services/courier/courier-step.ts';
import { pushNotifier } from '../services/courier/push-notifier.ts';
import { createSkill, skillEntry } from '../services/skill/skill.ts';
import type { SkillPorts } from '../services/skill/skill-ports.ts';
import { eraseLeftovers } from '../services/storage/erase-leftovers.ts';
import { createRecorder } from '../simulator/device/recorder.ts';
import { SIMULATED_ROOMS } from '../simulator/device/room-names.ts';
import { openReplayHousehold, REPLAY_FOLDER } from '../simulator/scenarios/replay-household.ts';
import { summarizeHousehold } from '../simulator/server/household-summary.ts';
import { createScenarioRoom } from '../simulator/server/scenario-room.ts';
import { behindSecret } from '../simulator/server/entry.ts';
import { simulatorApp } from '../simulator/server/simulator-app.ts';
import { addressBehind } from './requests/address-of.ts';
import { alexaApp } from './requests/alexa-endpoint.ts';
import { startBackgroundWork } from './background-work.ts';
import { VERSION } from '../core/api/version.ts';
import type { SqliteDocuments } from '../adapters/sqlite/sqlite-documents.ts';
import { measuredDocuments } from '../services/storage/measured-documents.ts';
import { healthApp, metricsApp, openLocally } from './requests/health.ts';
import { homeMetrics } from './watching/metrics.ts';
import { keepTroubles } from './watching/troubles.ts';
import { watchedChannel, watchedSender, watchMail } from './watching/watch-outside.ts';
import { watchRequests } from './requests/watch-requests.ts';
import { startWatching } from './watching/watching.ts';
import { followClock } from './follow-clock.ts';
import { homeHousehold } from './data-folder.ts';
import { answerKnownHosts } from './requests/known-hosts.ts';
import { limitRequests, portLimits } from './requests/limit-requests.ts';
import { listen } from './requests/listen.ts';
import { loseClaims } from './lose-claims.ts';
import { nameRooms } from './name-rooms.ts';
import type { Adapters } from './open-adapters.ts';
import { phoneApp } from './requests/phone-app.ts';
import type { ServerSettings } from './settings.ts';

export type HomeServer = {
  household: HouseholdId;
  /** The pages beside the phone app open only by these links: their fragment is a secret of this start. */
  addresses: { phone: string; start: string; echo: string; outbox: string };
  /** The open pairing code; undefined once a phone is paired. */
  pairing(): Promise<PairingOffer | undefined>;
  stop(): Promise<void>;
};

/** The names of the loopback addresses, on which the main port always listens: no other user can take these origins. */
const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];
/** A wildcard is the address of no page. */
const WILDCARDS = ['0.0.0.0', '::'];

/** The composition root of the home server: one household, two ports and the background work, over these adapters. */
export async function startHomeServer(settings: ServerSettings, adapters: Adapters): Promise<HomeServer> {
  const { recordings, anchor, log, mail, clock: systemClock } = adapters;
  const metrics = homeMetrics(adapters.documents, systemClock);
  const measured = measuredDocuments(adapters.documents, metrics.measure, systemClock);
  const stored: SqliteDocuments = { ...adapters.documents, ...measured };
  const household = homeHousehold(anchor);
  const sealKey = sealKeyFrom(anchor);
  const { uptime, boot } = adapters;
  const followed = followClock({ documents: stored, sealKey, clock: systemClock, uptime, boot, log });
  const { follow, now: clock } = followed;
  const documents: SqliteDocuments = { ...stored, put: followed.put };
  await nameRooms(documents, household, SIMULATED_ROOMS);
  // Nobody is let in before the times are right.
  await follow();
  await loseClaims(documents, clock());
  const mailed = (await messagesInOutbox(adapters.outboxDir)).map(message => ({ household, message }));
  for (const key of [...(await recordings.messages()), ...mailed])
    await eraseLeftovers({ documents, recordings }, key, clock());

  /** The origins of the phone app. They are known once the main port listens, because port 0 takes any free port. */
  const origins: string[] = [];
  const phoneAddress = () => `${settings.publicUrl ?? origins[0]}/phone/`;
  const pairingCode = cachePairingCode({
    documents,
    anchor,
    household,
    random: randomBytes,
    clock,
    phone: phoneAddress,
  });

  const troubles = keepTroubles({
    clock,
    log,
    notify: trouble => notifier.notifyTrouble(household, trouble),
  });
  const watch = { troubles, metrics, log };
  const sender = watchedSender(
    pushSender({
      vapid: { ...adapters.vapid, subject: subjectOf(settings) },
      origins: settings.pushOrigins ?? [],
      clock: systemClock,
      post: adapters.post,
    }),
    watch,
  );
  const notifier = pushNotifier({ documents, anchor, sealKey, sender, app: phoneAddress, clock, log });
  const noteMail = watchMail(watch);
  const prepare = prepareInWorker();
  const skillPorts: SkillPorts = {
    documents,
    recordings,
    loadSealKey: async () => sealKey,
    clock,
    householdOf: () => household,
    // It is the machine's: another account may be a beta tester's.
    householdIsShared: true,
    async offerPairing() {
      const offer = await pairingCode.current();
      return offer && { code: offer.code, phone: phoneAddress() };
    },
    log,
  };
  const recorder = createRecorder({ prepare, clock, newId: randomUUID });
  // It lies in the data folder, because the system's folder for temporary files may not be writable.
  await removeLostFolders(settings.dataDir);
  const scenarioRoom = createScenarioRoom(() => openReplayHousehold({ recorder, within: settings.dataDir }));
  const apps = await loadApps();

  const keeper = chatKeeper({ documents, clock, only: household });
  const bot = adapters.telegram && telegramBot({ ...adapters.telegram, keeper, log });

  const { securityContact } = settings;
  const inDays = (days: number) => new Date(after(clock(), hours(24 * days))).toISOString();
  const addressOf = addressBehind(settings.trustedProxies);
  const pagesToStop = stopPages({ documents, anchor, sealKey, clock, rates: usualRates, addressOf, log });
  const isReady = () => documents.isReadable();
  const knownHosts = answerKnownHosts(
    phoneApp({
      api: companionApi({
        documents,
        recordings,
        anchor,
        sealKey,
        clock,
        proofClock: () => instant(Math.max(systemClock(), documents.sweptUntil() ?? 0)),
        newNonce: randomUUID,
        random: randomBytes,
        origins,
        push: { sender, app: phoneAddress },
        households: { only: household },
        troubles: troubles.list,
        prepare,
        ...(mail && {
          async sendTestMail() {
            const sent = await mail.sendTest();
            noteMail(sent.attempt);
            return sent;
          },
        }),
        channels: adapters.channels,
        chatBot: bot && chatBotOf(bot),
        rates: usualRates,
        addressOf,
        log,
      }),
      stop: pagesToStop,
      health: healthApp(isReady),
      alexa: alexaApp({ skill: createSkill(skillPorts), skillId: settings.skillId, log }),
      phone: apps.phone,
      ...(securityContact !== undefined && {
        securityTxt: () => securityTxt(securityContact, inDays(SECURITY_TXT_DAYS)),
      }),
      // A browser ignores the header on a page of an http address (RFC 6797 §8.1).
      tls:
        (settings.hsts ?? true) &&
        [settings.publicUrl, ...(settings.otherUrls ?? [])].some(one => one?.startsWith('https:')),
      log,
    }),
    origins,
    log,
  );
  const requests = watchRequests(limitRequests(knownHosts, addressOf), { metrics, log, addressOf });
  const main = await listen(requests.app, {
    host: settings.host,
    port: settings.port,
    variable: 'PORT',
  });
  origins.push(...originsOf(settings, main.port));

  const links = { phone: phoneAddress(), start: '', echo: '', outbox: '' };
  const secret = randomBytes(32).toString('base64url');
  const simulator = await listen(
    openLocally(
      [healthApp(isReady), metricsApp(metrics)],
      portLimits(addressOf),
      behindSecret({
        secret,
        limits: portLimits(addressOf),
        simulator: simulatorApp({
          skill: skillEntry({ ...skillPorts, recorder }),
          recorder,
          outbox: {
            list: () => listOutbox(adapters.outboxDir),
            read: id => readAttachment(adapters.outboxDir, id),
          },
          rooms: SIMULATED_ROOMS,
          scenarioRoom,
          links: () => links,
          state: () =>
            summarizeHousehold({
              documents,
              anchor,
              household,
              clock,
              offer: () => pairingCode.current(),
              settings,
            }),
          clock,
          newId: randomUUID,
          bundle: apps.simulator,
        }),
      }),
    ),
    {
      host: settings.simulatorHost ?? '127.0.0.1',
      port: settings.simulatorPort,
      variable: 'SIMULATOR_PORT',
    },
  ).catch(async (error: unknown) => {
    await main.close();
    throw error;
  });
  links.start = `http://localhost:${simulator.port}/`;
  links.echo = `${links.start}echo`;
  links.outbox = `${links.start}outbox`;

  const stopKey = stopKeyFrom(sealKey);
  const { publicUrl } = settings;
  /** Without a public address recipients could not open the page. */
  const stopPage: CourierParts['stopPage'] = (of, address) =>
    publicUrl === undefined ? null : stopUrl(publicUrl, { household: of, address }, stopKey);
  const channel = watchedChannel(adapters.channel, metrics, noteMail);
  const background = startBackgroundWork(
    {
      ...adapters,
      documents,
      channel,
      sealKey,
      notifier,
      clock,
      followClock: follow,
      stopPage,
      newId: randomUUID,
    },
    household,
  );
  const listening = bot && pollUpdates(bot, { log });
  const watching = startWatching({
    freeSpace: adapters.freeSpace,
    memory: documents,
    mail,
    noteMail,
    reportRequests: requests.report,
    troubles,
    clock: systemClock,
    log,
  });
  log({ event: 'started', version: VERSION, node: process.version, ...inForce(settings) });

  return {
    household,
    addresses: {
      phone: links.phone,
      start: `${links.start}#${secret}`,
      echo: `${links.echo}#${secret}`,
      outbox: `${links.outbox}#${secret}`,
    },
    pairing: () => pairingCode.current(),
    async stop() {
      background.stopTimers();
      watching.stop();
      await listening?.stop();
      await Promise.all([main.close(), simulator.close()]);
      await scenarioRoom.close();
      await background.stopCourier();
      adapters.close();
      log({ event: 'stopped' });
    },
  };
}

/** The settings that the log may have as they are. A setting that is not here may be a secret. */
const LOGGED = [
  'host',
  'port',
  'simulatorPort',
  'simulatorHost',
  'dataDir',
  'publicUrl',
  'otherUrls',
  'trustedProxies',
  'mailFrom',
  'mailReplyTo',
  'dkim',
  'hsts',
  'skillId',
  'securityContact',
  'logLevel',
  'pushOrigins',
  'acceptLoss',
] as const satisfies (keyof ServerSettings)[];

/** The settings, as the log may have them: without the secrets of mail server, bot and webhooks. */
const inForce = (settings: ServerSettings): Record<string, unknown> => ({
  ...Object.fromEntries(LOGGED.map(name => [name, settings[name]])),
  telegram: settings.telegram ? 'on' : 'off',
  ...(settings.webhook && { webhookOrigins: settings.webhook.origins }),
  mail: settings.smtpUrl === undefined ? 'outbox' : new URL(settings.smtpUrl).host,
});

/** Removes what the scenario room of a process that was killed has left. */
async function removeLostFolders(dir: string): Promise<void> {
  const lost = (await readdir(dir)).filter(name => name.startsWith(REPLAY_FOLDER));
  await Promise.all(lost.map(name => rm(join(dir, name), { recursive: true, force: true })));
}

/**
 * The origins under which phones may reach the main port. The first is the one that is shown.
 */
function originsOf({ host, publicUrl, otherUrls = [] }: ServerSettings, port: number): string[] {
  const name = host.includes(':') ? `[${host}]` : host;
  const isPage = !WILDCARDS.includes(host) && !LOOPBACK.includes(name);
  const names = isPage ? [name, ...LOOPBACK] : LOOPBACK;
  return [...(publicUrl ? [publicUrl] : []), ...names.map(one => `http://${one}:${port}`), ...otherUrls];
}
