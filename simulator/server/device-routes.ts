import type { Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';
import interactionModel from '../../interaction-models/en-US.json' with { type: 'json' };
import { committedModel } from '../../core/confidence/model.ts';
import { roomIdOf } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { seconds } from '../../core/household/instant.ts';
import type { SkillEntry } from '../../services/skill/skill.ts';
import { scenarioNamed, scenarios } from '../scenarios/scenarios.ts';
import type { Exchange } from '../device/exchange.ts';
import { type EchoRefusal, type SimulatedEcho, simulateEcho } from '../device/simulated-echo.ts';
import type { HouseholdSummary } from './household-summary.ts';
import type { SimulatorState, Played } from './simulator-state.ts';
import { refuse } from './own-page-only.ts';
import type { PageLinks } from './pages.ts';
import { RECORDING_LIMITS } from '../../core/message/recording/recording-limits.ts';
import { type Recorder, UNCLAIMED } from '../device/recorder.ts';
import type { SimulatedRoom } from '../device/room-names.ts';
import type { ScenarioRoom } from './scenario-room.ts';

/** What the simulated Echos need. */
export type DeviceRouteParts = {
  skill: SkillEntry;
  recorder: Recorder;
  rooms: readonly SimulatedRoom[];
  scenarioRoom: ScenarioRoom;
  links: () => PageLinks;
  state: () => Promise<HouseholdSummary>;
  clock: () => Instant;
  newId: () => string;
};

/** The longest JSON body, in bytes. */
const BODY_LIMIT = 64 * 1024;

const sayBody = z.strictObject({ room: z.string(), text: z.string().trim().min(1).max(20_000) });
const touchBody = z.strictObject({ room: z.string(), arguments: z.array(z.string()).max(100) });
const silenceBody = z.strictObject({ room: z.string() });
const replayBody = z.strictObject({ room: z.string(), scenario: z.string(), line: z.int().min(0).max(100) });

/** The Alexa account of the simulated Echos. */
const account = {
  applicationId: 'amzn1.ask.skill.second-yes-at-home',
  userId: 'amzn1.ask.account.second-yes-at-home',
};

/** Adds the routes of the device page: an Echo for each room, and the one of the scenario room. */
export function addDeviceRoutes(app: Hono, parts: DeviceRouteParts): void {
  const { skill, recorder, rooms, scenarioRoom, clock, newId } = parts;
  const echoes = new Map<string, SimulatedEcho>(
    rooms.map(({ name, deviceId, screen }) => [
      name,
      simulateEcho({
        skill,
        model: interactionModel,
        deviceId,
        hasScreen: screen !== undefined,
        account,
        clock,
        newId,
      }),
    ]),
  );
  const echoIn = async (room: string): Promise<SimulatedEcho | undefined> =>
    room === scenarioRoom.name ? scenarioRoom.echo() : echoes.get(room);

  app.get('/echo/state', async c => {
    const { phones, pairing, keeps, rooms: named } = await parts.state();
    const links = parts.links();
    const view: SimulatorState = {
      rooms: rooms.map(({ name, deviceId, screen }) => ({
        name,
        called: named.find(({ id }) => id === roomIdOf(deviceId))?.name ?? name,
        ...(screen && { screen }),
        ...echoes.get(name)?.now(),
      })),
      scenarioRoom: { name: scenarioRoom.name, people: scenarioRoom.people, ...(await scenarioRoom.now()) },
      scenarios: scenarios.map(({ next: _, ...scenario }) => scenario),
      bounds: committedModel.bounds,
      links: { ...links, phone: pairing?.link ?? links.phone },
      paired: phones.length > 0,
      keeps,
    };
    return c.json(view);
  });

  const small = bodyLimit({ maxSize: BODY_LIMIT, onError: c => refuse(c, 'body-too-large') });
  app.post('/echo/say', small, async c => {
    const body = sayBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const echo = await echoIn(body.data.room);
    return echo ? answered(c, () => echo.say(body.data.text)) : refuse(c, 'no-such-room');
  });

  app.post('/echo/touch', small, async c => {
    const body = touchBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const echo = await echoIn(body.data.room);
    return echo ? answered(c, () => echo.touch(body.data.arguments)) : refuse(c, 'no-such-room');
  });

  app.post('/echo/silence', small, async c => {
    const body = silenceBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const echo = await echoIn(body.data.room);
    return echo ? answered(c, () => echo.silence()) : refuse(c, 'no-such-room');
  });

  app.post('/echo/replay', small, async c => {
    const body = replayBody.safeParse(await bodyOf(c));
    if (!body.success) return refuse(c, 'body-malformed');
    const { room, scenario: name, line } = body.data;
    const scenario = scenarioNamed(name);
    if (!scenario) return refuse(c, 'no-such-scenario');
    // In the scenario room each play starts in a fresh household.
    const echo = room === scenarioRoom.name && line === 0 ? await scenarioRoom.restart() : await echoIn(room);
    if (!echo) return refuse(c, 'no-such-room');
    return answered(c, async (): Promise<Played> => {
      const played = await echo.play(scenario, line);
      return played ? { said: played.line.said, ...played.exchange } : { over: true };
    });
  });

  const large = bodyLimit({
    maxSize: RECORDING_LIMITS.bytes,
    onError: c => refuse(c, 'recording-too-large'),
  });
  app.post('/echo/record', large, async c => {
    const echo = await echoIn(c.req.query('room') ?? '');
    if (!echo) return refuse(c, 'no-such-room');
    if (!c.req.header('Content-Type')?.startsWith('audio/')) return refuse(c, 'wrong-content-type');
    if (echo.now().asks !== 'message') return refuse(c, 'not-asked');
    const kept = await recorder.put(new Uint8Array(await c.req.arrayBuffer()));
    if ('refused' in kept) return refuse(c, kept.refused);
    setTimeout(() => recorder.sweep(), UNCLAIMED + seconds(1)).unref();
    return answered(c, () => echo.record(kept.reference));
  });
}

async function bodyOf(c: Context): Promise<unknown> {
  try {
    return await c.req.json();
  } catch {
    return undefined;
  }
}

/** Answers with the result or the refusal. A skill that throws counts as no answer. */
async function answered(c: Context, work: () => Promise<Exchange | Played | EchoRefusal>): Promise<Response> {
  try {
    const done = await work();
    return 'refused' in done ? refuse(c, done.refused) : c.json(done);
  } catch {
    return refuse(c, 'skill-failed');
  }
}
