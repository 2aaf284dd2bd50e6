import { randomBytes, randomUUID } from 'node:crypto';
import { companionApi } from '../services/companion/companion-api.ts';
import { usualRates } from '../services/companion/rate-limits.ts';
import type { SkillPorts } from '../services/skill/skill-ports.ts';
import { attend, type CourierParts } from '../services/courier/attend.ts';
import { pushNotifier } from '../services/courier/push-notifier.ts';
import { pushSender } from '../adapters/webpush/web-push-sender.ts';
import type { HouseholdId } from '../core/household/ids.ts';
import { minutes } from '../core/household/instant.ts';
import { sha256OfParts } from '../core/household/sha256.ts';
import { createSkill, skillEntry } from '../services/skill/skill.ts';
import { failureCode } from '../services/storage/store-failure.ts';
import { eraseLeftovers } from '../services/storage/erase-leftovers.ts';
import type { Adapters } from './open-adapters.ts';
import { addressOf } from './address-of.ts';
import { alexaApp } from './alexa-endpoint.ts';
import { bundleApp, installFiles, PHONE_APP, SIMULATOR_PAGE } from '../adapters/esbuild/app-bundle.ts';
import { startCourier } from './courier-scheduler.ts';
import { measureRecording } from '../adapters/mediabunny/duration.ts';
import { houseApp } from './phone-app.ts';
import { listen } from './listen.ts';
import { loseClaims } from './lose-claims.ts';
import { nameRooms } from './name-rooms.ts';
import { listOutbox, readAttachment } from '../adapters/files/outbox.ts';
import { type Offer, pairingDesk } from '../services/companion/pairing-desk.ts';
import type { Settings } from './settings.ts';
import { openReplayHousehold } from '../simulator/scenarios/replay-household.ts';
import { summarizeHousehold } from '../simulator/server/household-summary.ts';
import { createRecorder } from '../simulator/device/recorder.ts';
import { createScenarioRoom } from '../simulator/server/scenario-room.ts';
import { simulatorApp } from '../simulator/server/simulator-app.ts';
import { SIMULATED_ROOMS } from '../simulator/device/room-names.ts';
import { subjectOf } from '../adapters/files/vapid-file.ts';

/** A running house. */
export type House = {
  household: HouseholdId;
  addresses: { phone: string; home: string; echo: string; outbox: string };
  /** The open pairing code; undefined once a phone is paired. */
  pairing(): Promise<Offer | undefined>;
  stop(): Promise<void>;
};

/** Hosts under which localhost is answered; another one is answered under its own name only. */
const LOCAL = new Set(['127.0.0.1', 'localhost', '0.0.0.0', '::', '::1']);

/** The composition root of the home host: one house, its two ports and its courier, over the given adapters. */
export async function startHouse(settings: Settings, adapters: Adapters): Promise<House> {
  const { documents, recordings, anchor, clock, log } = adapters;
  // Public, stable, and of no use to whoever reads it: a digest of 256 random bits.
  const household = sha256OfParts('second-yes home', anchor).slice(0, 22) as unknown as HouseholdId;
  await nameRooms(documents, household, SIMULATED_ROOMS);
  await loseClaims(documents, clock());
  for (const owner of await recordings.owners()) await eraseLeftovers(documents, recordings, owner, clock());

  const origins: string[] = [];
  const phoneAddress = () => `${settings.publicUrl ?? origins[0]}/phone/`;
  const desk = pairingDesk({ documents, anchor, household, random: randomBytes, clock, phone: phoneAddress });

  const sender = pushSender({
    vapid: { ...adapters.vapid, subject: subjectOf(settings) },
    origins: settings.pushOrigins ?? [],
    clock,
    post: adapters.post,
  });
  const phones = pushNotifier({ documents, anchor, sender, app: phoneAddress, clock, log });

  const skillPorts: SkillPorts = {
    documents,
    recordings,
    clock,
    householdOf: () => household,
    async offerPairing() {
      const offer = await desk.offer();
      return offer && { code: offer.code, phone: phoneAddress() };
    },
    log,
  };
  const recorder = createRecorder({ measure: measureRecording, clock, newId: randomUUID });
  const scenarioRoom = createScenarioRoom(() => openReplayHousehold({ recorder }));

  const [phone, echo] = await Promise.all([bundleApp(PHONE_APP), bundleApp(SIMULATOR_PAGE)]);

  const main = await listen(
    houseApp({
      api: companionApi({
        documents,
        recordings,
        anchor,
        clock,
        newNonce: randomUUID,
        random: randomBytes,
        origins,
        push: { sender, app: phoneAddress },
        rates: usualRates,
        addressOf,
        log,
      }),
      alexa: alexaApp({
        skill: createSkill(skillPorts),
        skillId: settings.skillId,
        log,
      }),
      phone,
      install: await installFiles(phone),
      tls: settings.publicUrl?.startsWith('https:') ?? false,
      house: async () => ({
        household,
        paired: (await documents.get(household, 'trust', 'trust')) !== undefined,
      }),
      log,
    }),
    { host: settings.host, port: settings.port, variable: 'PORT' },
  );
  origins.push(
    ...(LOCAL.has(settings.host) ? [] : [`http://${settings.host}:${main.port}`]),
    `http://localhost:${main.port}`,
    `http://127.0.0.1:${main.port}`,
    ...(settings.publicUrl ? [settings.publicUrl] : []),
  );

  const addresses = { phone: phoneAddress(), home: '', echo: '', outbox: '' };
  const standIns = await listen(
    simulatorApp({
      skill: skillEntry({ ...skillPorts, recorder }),
      recorder,
      outbox: {
        list: () => listOutbox(adapters.outboxDir),
        read: id => readAttachment(adapters.outboxDir, id),
      },
      rooms: SIMULATED_ROOMS,
      scenarioRoom,
      links: () => addresses,
      state: () =>
        summarizeHousehold({ documents, anchor, household, clock, offer: () => desk.offer(), settings }),
      clock,
      newId: randomUUID,
      assets: echo,
    }),
    { host: '127.0.0.1', port: settings.standInPort, variable: 'STANDIN_PORT' },
  ).catch(async (error: unknown) => {
    await main.close();
    throw error;
  });
  addresses.home = `http://localhost:${standIns.port}/`;
  addresses.echo = `${addresses.home}echo`;
  addresses.outbox = `${addresses.home}outbox`;

  const courier: CourierParts = {
    documents,
    recordings,
    speech: adapters.speech,
    channel: adapters.channel,
    notifier: phones,
    anchor,
    clock,
    newId: randomUUID,
    log,
  };
  const scheduler = startCourier({
    agenda: documents,
    attend: (of, id) => attend(courier, of, id),
    clock,
    log,
  });
  const notifyRevoked = () => {
    phones.notifyRevoked(household).catch(error => log({ event: 'push failed', code: failureCode(error) }));
  };
  const watching = documents.onChange(({ kind }) => kind === 'trust' && notifyRevoked());
  notifyRevoked();
  const sweeping = setInterval(() => void documents.purge(clock()).catch(() => {}), minutes(5));

  return {
    household,
    addresses,
    pairing: () => desk.offer(),
    async stop() {
      clearInterval(sweeping);
      watching();
      await Promise.all([main.close(), standIns.close()]);
      await scenarioRoom.close();
      await scheduler.stop();
      adapters.close();
    },
  };
}
