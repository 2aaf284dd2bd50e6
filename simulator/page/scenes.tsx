import type { Scene } from '../server/household-view.ts';

type Props = {
  scenes: readonly Scene[];
  /** The one that is being played. */
  playing: string | undefined;
  busy: boolean;
  play: (scene: Scene) => void;
  stop: () => void;
};

/** The scenarios, to be played in the chosen room. */
export function Scenes({ scenes, playing, busy, play, stop }: Props) {
  return (
    <section class="scenes" aria-labelledby="scenes-title">
      <h2 id="scenes-title">Scenes to play</h2>
      <ul>
        {scenes.map(scene => {
          const on = playing === scene.name;
          return (
            <li key={scene.name}>
              <button
                type="button"
                class="scene"
                data-playing={on}
                disabled={busy && !on}
                onClick={() => (on ? stop() : play(scene))}
              >
                <svg class="disc" viewBox="0 0 32 32" aria-hidden="true">
                  <circle cx="16" cy="16" r="16" />
                  <path d={on ? 'M11 11h10v10H11z' : 'M13 10l9 6-9 6z'} />
                </svg>
                <span>
                  <strong>
                    <span class="unseen">{on ? 'Stop playing' : 'Replay'} </span>
                    {scene.title}
                  </strong>
                  <span class="small">{scene.about}</span>
                </span>
              </button>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
