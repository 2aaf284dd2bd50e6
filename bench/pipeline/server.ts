import { randomBytes, randomUUID } from 'node:crypto';
import { Hono } from 'hono';
import { loadApps } from '../../adapters/esbuild/load-apps.ts';
import { subjectOf } from '../../adapters/files/vapid-file.ts';
import { pushSender } from '../../adapters/webpush/web-push-sender.ts';
import { householdIdOf } from '../../core/household/ids.ts';
import { sealKeyFrom } from '../../core/message/seal.ts';
import type { Recording } from '../../core/message/recording/recording.ts';
import { addressBehind } from '../../home/requests/address-of.ts';
import { alexaApp } from '../../home/requests/alexa-endpoint.ts';
import { startBackgroundWork } from '../../home/background-work.ts';
import { homeHousehold } from '../../home/data-folder.ts';
import { followClock } from '../../home/follow-clock.ts';
import { answerKnownHosts } from '../../home/requests/known-hosts.ts';
import { limitRequests } from '../../home/requests/limit-requests.ts';
import { listen } from '../../home/requests/listen.ts';
import { homeMetrics } from '../../home/watching/metrics.ts';
import { openAdapters } from '../../home/open-adapters.ts';
import { phoneApp } from '../../home/requests/phone-app.ts';
import { runProgram } from '../../home/run-program.ts';
import { keepTroubles } from '../../home/watching/troubles.ts';
import { watchedChannel, watchMail } from '../../home/watching/watch-outside.ts';
import { watchRequests } from '../../home/requests/watch-requests.ts';
import { companionApi } from '../../services/companion/companion-api.ts';
import { offerPairing } from '../../services/companion/pair-phone.ts';
import { pairingCodeIndex } from '../../services/companion/pairing-code-index.ts';
import { usualRates } from '../../services/companion/requests/rate-limits.ts';
import { stopPages } from '../../services/companion/stop-pages.ts';
import { pushNotifier } from '../../services/courier/push-notifier.ts';
import { createSkill, skillEntry } from '../../services/skill/skill.ts';
import type { SkillPorts } from '../../services/skill/skill-ports.ts';
import { measuredDocuments } from '../../services/storage/measured-documents.ts';

/**
 * The home server with its real adapters, its layers around the API and its courier. The main difference is that it has
 * a household for each Alexa account, and not only one. Comments name the others. It prints where it listens.
 */

/** A phone waits for half of a recording before it may release it, and a benchmark does not. In milliseconds. */
const STATED_DURATION = 2;

await runProgram(async settings => {
  const adapters = await openAdapters(settings);
  const { recordings, anchor, clock, log } = adapters;
  const metrics = homeMetrics(adapters.documents, clock);
  const measured = measuredDocuments(adapters.documents, metrics.measure, clock);
  const documents = { ...adapters.documents, ...measured };
  const sealKey = sealKeyFrom(anchor);
  const origins: string[] = [];
  const phone = () => `${origins[0]}/phone/`;
  const codes = pairingCodeIndex({ documents, anchor });
  const troubles = keepTroubles({ clock, log, notify: async () => true });
  const watch = { troubles, metrics, log };
  const sender = pushSender({
    vapid: { ...adapters.vapid, subject: subjectOf(settings) },
    origins: [],
    clock,
    post: adapters.post,
  });
  const notifier = pushNotifier({ documents, anchor, sealKey, sender, app: phone, clock, log });

  /** Recordings arrive in their final form: the audio worker has prepared them before. */
  const waiting = new Map<string, Recording>();
  const ports: SkillPorts = {
    documents,
    recordings,
    loadSealKey: async () => sealKey,
    clock,
    householdOf: householdIdOf,
    async offerPairing(household) {
      const parts = { documents, anchor, random: randomBytes, codes };
      const offer = await offerPairing(parts, household, clock());
      return offer && { code: offer.code, phone: phone() };
    },
    recorder: {
      async take(reference) {
        const recording = waiting.get(reference);
        waiting.delete(reference);
        return recording;
      },
    },
    log,
  };
  const addressOf = addressBehind(settings.trustedProxies);
  const rates = usualRates;
  const apps = await loadApps();
  const app = phoneApp({
    api: companionApi({
      documents,
      recordings,
      anchor,
      sealKey,
      clock,
      proofClock: clock,
      newNonce: randomUUID,
      random: randomBytes,
      origins,
      push: { sender, app: phone },
      households: { byCode: codes },
      troubles: troubles.list,
      channels: adapters.channels,
      rates,
      addressOf,
      log,
    }),
    stop: stopPages({ documents, anchor, sealKey, clock, rates, addressOf, log }),
    alexa: alexaApp({ skill: createSkill(ports), skillId: settings.skillId, log }),
    phone: apps.phone,
    tls: false,
    log,
  });
  const known = answerKnownHosts(app, origins, log);
  const requests = watchRequests(limitRequests(known, addressOf), { metrics, log, addressOf });
  const main = await listen(requests.app, { host: settings.host, port: 0, variable: 'PORT' });
  origins.push(`http://127.0.0.1:${main.port}`);

  const skill = skillEntry(ports);
  const devices = new Hono()
    .post('/recordings', async c => {
      const reference = randomUUID();
      const audio = new Uint8Array(await c.req.arrayBuffer());
      waiting.set(reference, { audio, mediaType: 'audio/mpeg', duration: STATED_DURATION });
      return c.json({ reference });
    })
    // Amazon's signature is not available here. The home server remembers the certificate that it is verified with.
    .post('/alexa', async c => c.json(await skill(await c.req.json())));
  const echo = await listen(limitRequests(devices, addressOf), {
    host: settings.host,
    port: 0,
    variable: 'SIMULATOR_PORT',
  });

  const background = startBackgroundWork(
    {
      ...adapters,
      documents,
      channel: watchedChannel(adapters.channel, metrics, watchMail(watch)),
      sealKey,
      notifier,
      followClock: followClock({
        documents,
        sealKey,
        clock,
        uptime: adapters.uptime,
        boot: adapters.boot,
        log,
      }).follow,
      stopPage: () => null,
      newId: randomUUID,
    },
    homeHousehold(anchor),
  );
  console.log(JSON.stringify({ phones: origins[0], devices: `http://127.0.0.1:${echo.port}` }));

  process.once('SIGTERM', () => {
    background.stopTimers();
    void Promise.all([main.close(), echo.close()])
      .then(() => background.stopCourier())
      .then(() => adapters.close())
      .then(() => process.exit(0));
  });
}, 'The server of the benchmark could not start');
