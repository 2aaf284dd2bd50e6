import type { ScenarioView } from '../server/simulator-state.ts';

type Props = {
  scenarios: readonly ScenarioView[];
  /** The name of the scenario that is being played. */
  playing: string | undefined;
  busy: boolean;
  play: (scenario: ScenarioView) => void;
  stop: () => void;
};

/** The scenarios. Each can be played in the chosen room. */
export function ScenarioList({ scenarios, playing, busy, play, stop }: Props) {
  return (
    <section class="scenario-list" aria-labelledby="scenarios-title">
      <h2 id="scenarios-title">Scenarios to play</h2>
      <ul>
        {scenarios.map(scenario => {
          const on = playing === scenario.name;
          return (
            <li key={scenario.name}>
              <button
                type="button"
                class="scenario"
                data-playing={on}
                disabled={busy && !on}
                onClick={() => (on ? stop() : play(scenario))}
              >
                <svg class="disc" viewBox="0 0 32 32" aria-hidden="true">
                  <circle cx="16" cy="16" r="16" />
                  <path d={on ? 'M11 11h10v10H11z' : 'M13 10l9 6-9 6z'} />
                </svg>
                <span>
                  <strong>
                    <span class="unseen">{on ? 'Stop playing' : 'Replay'} </span>
                    {scenario.title}
                  </strong>
                  <span class="small">{scenario.about}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
