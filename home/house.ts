import { randomBytes, randomUUID } from 'node:crypto';
import { companionApi } from '../lambda/companion/companion.http.ts';
import { usualRates } from '../lambda/companion/rates.http.ts';
import type { SkillParts } from '../lambda/conversation/skill-parts.ts';
import { attend, type CourierParts } from '../lambda/courier/attend.ts';
import { pushPhones } from '../lambda/courier/push.webpush.ts';
import { pushSender } from '../lambda/courier/push-sender.webpush.ts';
import type { HouseholdId } from '../lambda/household/ids.ts';
import { minutes } from '../lambda/household/instant.ts';
import { sha256OfParts } from '../lambda/household/sha256.ts';
import { skillEntry } from '../lambda/skill.lambda.ts';
import { failureCode } from '../lambda/store/failure-code.ts';
import { eraseLeftovers } from '../lambda/store/erase-leftovers.ts';
import type { Adapters } from './adapters.ts';
import { addressOf } from './address-of.http.ts';
import { alexaApp } from './alexa.http.ts';
import { bundleApp, installFiles } from './app-bundle.files.ts';
import { startCourier } from './courier.scheduler.ts';
import { measureRecording } from './duration.mediabunny.ts';
import { houseApp } from './house-app.http.ts';
import { listen } from './listen.http.ts';
import { loseClaims } from './lose-claims.ts';
import { nameRooms } from './name-rooms.ts';
import { listOutbox, readAttachment } from './outbox.files.ts';
import { type Offer, pairingDesk } from './pairing-desk.ts';
import type { Settings } from './settings.ts';
import { openReplayHouse } from './scenarios/replay-house.files.ts';
import { houseState } from './standin/house-state.ts';
import { createRecorder } from './standin/recorder.ts';
import { createShowroom } from './standin/showroom.ts';
import { standInApp } from './standin/standin.http.ts';
import { STAND_IN_ROOMS } from './standin/rooms.ts';
import { subjectOf } from './vapid.files.ts';

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
  await nameRooms(documents, household, STAND_IN_ROOMS);
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
  const phones = pushPhones({ documents, anchor, sender, app: phoneAddress, clock, log });

  const skillParts: SkillParts = {
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
  const showroom = createShowroom(() => openReplayHouse({ recorder }));

  const [phone, echo] = await Promise.all([
    bundleApp({ folder: 'phone', entry: 'main.tsx', page: 'index.html', style: 'app.css' }),
    bundleApp({ folder: 'home/standin/echo', entry: 'main.tsx', page: 'echo.html', style: 'echo.css' }),
  ]);

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
        skill: skillEntry({ ...skillParts, ...(settings.skillId && { skillId: settings.skillId }) }),
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
    standInApp({
      skill: skillEntry({ ...skillParts, recorder }),
      recorder,
      outbox: {
        list: () => listOutbox(adapters.outboxDir),
        read: id => readAttachment(adapters.outboxDir, id),
      },
      rooms: STAND_IN_ROOMS,
      showroom,
      links: () => addresses,
      state: () => houseState({ documents, anchor, household, clock, offer: () => desk.offer(), settings }),
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
    phones,
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
  const tellRevoked = () => {
    phones.tellRevoked(household).catch(error => log({ event: 'push failed', code: failureCode(error) }));
  };
  const watching = documents.onChange(({ kind }) => kind === 'trust' && tellRevoked());
  tellRevoked();
  const sweeping = setInterval(() => void documents.purge(clock()).catch(() => {}), minutes(5));

  return {
    household,
    addresses,
    pairing: () => desk.offer(),
    async stop() {
      clearInterval(sweeping);
      watching();
      await Promise.all([main.close(), standIns.close()]);
      await showroom.close();
      await scheduler.stop();
      adapters.close();
    },
  };
}
