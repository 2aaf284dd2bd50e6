import type { Contact } from '../../core/household/contact.ts';
import { skillEntry } from '../../services/skill/skill.ts';
import type { OutboxMail } from '../../simulator/server/outbox-mail.ts';
import { openReplayHousehold } from '../../simulator/scenarios/replay-household.ts';
import type { HouseholdSummary } from '../../simulator/server/household-summary.ts';
import { hours } from '../../core/household/instant.ts';
import type { SimulatedRoom } from '../../simulator/device/room-names.ts';
import type { PrepareRecording } from '../../services/ports/prepare-recording.ts';
import { createRecorder } from '../../simulator/device/recorder.ts';
import { createScenarioRoom } from '../../simulator/server/scenario-room.ts';
import { simulatorApp, type SimulatorParts } from '../../simulator/server/simulator-app.ts';
import { aHousehold } from '../support/builders/a-household.ts';
import { aContact, puts, sealKey } from '../support/builders/builders.ts';

/** How a paired household stands on a quiet day. */
export const aHouseholdSummary = (more: Partial<HouseholdSummary> = {}): HouseholdSummary => ({
  phones: ['Anna’s phone'],
  contacts: 1,
  rooms: [],
  waiting: 0,
  keeps: { hold: hours(1), retention: hours(24) },
  today: { sent: 0, stopped: 0 },
  mail: { to: 'outbox' },
  echos: { missing: ['PUBLIC_URL', 'ALEXA_SKILL_ID'] },
  ...more,
});

export const rooms: SimulatedRoom[] = [
  { name: 'Kitchen', deviceId: 'device-kitchen', screen: 'hub' },
  { name: 'Attic', deviceId: 'device-attic' },
];

/**
 * The simulator over the real skill, in a household with a paired phone and these contacts. A caller that uses the
 * scenarioRoom disposes of the result.
 */
export async function aSimulator({
  contacts = [aContact()],
  prepare = async audio => ({ audio, mediaType: 'audio/mpeg', duration: 2_000 }),
  mails = [],
  ...more
}: Partial<SimulatorParts> & {
  contacts?: Contact[];
  prepare?: PrepareRecording;
  mails?: OutboxMail[];
} = {}) {
  const { documents, recordings, household, clock } = await aHousehold({ says: contacts.map(puts) });
  let ids = 0;
  const newId = () => `id-${++ids}`;
  const recorder = createRecorder({ prepare, clock: clock.now, newId });
  const skill = skillEntry({
    documents,
    recordings,
    recorder,
    loadSealKey: async () => sealKey,
    clock: clock.now,
    householdOf: () => household,
    offerPairing: async () => undefined,
    log: () => {},
  });
  const scenarioRoom = createScenarioRoom(() => openReplayHousehold({ recorder }));
  const app = simulatorApp({
    skill,
    recorder,
    rooms,
    clock: () => clock.pass(1_000),
    newId,
    outbox: { list: async () => mails, read: async () => undefined },
    scenarioRoom,
    links: () => ({
      phone: 'http://localhost:7920/phone/',
      echo: 'http://localhost:7921/echo',
      outbox: 'http://localhost:7921/outbox',
    }),
    state: async () => aHouseholdSummary(),
    bundle: {
      html: '<p>echo</p>',
      assets: new Map([
        ['device.js', '1'],
        ['device.css', 'p{}'],
      ]),
    },
    ...more,
  });
  return { app, documents, recordings, household, [Symbol.asyncDispose]: () => scenarioRoom.close() };
}
