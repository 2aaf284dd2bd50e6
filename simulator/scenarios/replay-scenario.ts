import type { Asked, Evidence } from '../../core/confidence/story.ts';
import type { SimulatedEcho } from '../device/simulated-echo.ts';
import type { Decision } from '../device/exchange.ts';
import type { Scenario } from './scenario.ts';

/** One turn of a replay, as it is printed. */
export type ReplayTurn = {
  /** The open question. */
  asked: Asked;
  /** What the platform took it for. */
  heard: string;
  /** What was spoken in the room. */
  said: string;
  /** What the Echo answered. */
  reply: string;
  evidence: Evidence[];
  /** The sum after this turn; undefined where it was not for the skill. */
  logOdds: number | undefined;
  decision: Decision;
};

/** A replay and how it ended; `unfinished` where it ran out of lines before either. */
export type Replay = { scenario: string; turns: ReplayTurn[]; outcome: 'stopped' | 'held' | 'unfinished' };

/** Plays a scenario at an Echo until its conversation is stopped or its message is held, or nobody says more. */
export async function replayScenario(scenario: Scenario, echo: SimulatedEcho): Promise<Replay> {
  const turns: ReplayTurn[] = [];
  for (;;) {
    const played = await echo.play(scenario, turns.length);
    if (!played) return { scenario: scenario.name, turns, outcome: 'unfinished' };
    const { line, exchange } = played;
    const { asked, heard, spoken, evidence, logOdds, decision } = exchange;
    turns.push({ asked, heard, said: line.said, reply: spoken.say ?? '', evidence, logOdds, decision });
    if (decision === 'stopped' || decision === 'held')
      return { scenario: scenario.name, turns, outcome: decision };
  }
}
