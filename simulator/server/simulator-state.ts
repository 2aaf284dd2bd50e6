import type { Asked, Story } from '../../core/confidence/story.ts';
import type { Settings } from '../../core/household/settings.ts';
import type { Scenario } from '../scenarios/scenario.ts';
import type { Exchange } from '../device/exchange.ts';
import type { ScreenShape } from '../device/room-names.ts';
import type { PageLinks } from './pages.ts';

/** What is open at an Echo. */
type Open = { asks?: Asked; story?: Story };

/**
 * The rooms, as the owner called them, and what is open in each, what can be played, the model's bounds, and where else
 * to go.
 */
export type SimulatorState = {
  rooms: ({ name: string; called: string; screen?: ScreenShape } & Open)[];
  scenarioRoom: { name: string; people: readonly string[] } & Open;
  scenarios: ScenarioView[];
  bounds: { stop: number; sure: number };
  /** `phone` pairs while no phone is. */
  links: PageLinks;
  paired: boolean;
  /** How long the household keeps a recording: while it waits, and after it was sent. In milliseconds. */
  keeps: Pick<Settings, 'hold' | 'retention'>;
};

/** A scenario as the page offers it. */
export type ScenarioView = Pick<Scenario, 'name' | 'title' | 'about' | 'lesson' | 'ends'>;

/** One more line of a scenario, or that nobody says more. */
export type Played = ({ said: string } & Exchange) | { over: true };
