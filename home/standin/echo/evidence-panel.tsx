import { logOddsOf, probabilityOf, type Story } from '../../../lambda/confidence/story.ts';
import type { Decision } from '../exchange.ts';

type Bounds = { stop: number; sure: number };
type Props = { story: Story | undefined; bounds: Bounds; ended: Decision | undefined };

/** The evidence as it adds up: a bar against the two bounds, and every piece with its weight. */
export function EvidencePanel({ story: known, bounds, ended }: Props) {
  const story = known?.turns.length ? known : undefined;
  const pieces = story?.turns.flatMap(({ evidence }) => evidence) ?? [];
  return (
    <section class="panel evidence" aria-labelledby="evidence-title">
      <h2 id="evidence-title">Was it meant?</h2>
      <Bar logOdds={story && logOddsOf(story)} bounds={bounds} />
      <p class="standing">{standingOf(story, bounds, ended)}</p>
      {story && (
        <ol class="pieces" aria-label="Evidence">
          <li>
            <Weight of={story.prior} />
            <span>Before anything was said.</span>
          </li>
          {pieces.map((piece, index) => (
            <li key={index}>
              <Weight of={piece.weight} />
              <span>
                {piece.reason} <small>{piece.name}</small>
              </span>
            </li>
          ))}
        </ol>
      )}
      <p class="small">
        Weights are natural logarithms of how much likelier it is when meant.
        {story && ` Model ${story.model}.`}
      </p>
    </section>
  );
}

/** How far the bar reaches beyond its bounds. */
const MARGIN = 1.5;

function Bar({ logOdds, bounds: { stop, sure } }: { logOdds: number | undefined; bounds: Bounds }) {
  const [least, most] = [stop - MARGIN, sure + MARGIN];
  const place = (value: number) => `${(100 * (clamp(value, least, most) - least)) / (most - least)}%`;
  const value = logOdds ?? 0;
  return (
    <div
      class="bar"
      role="meter"
      aria-label="Sum of the evidence"
      aria-valuemin={least}
      aria-valuemax={most}
      aria-valuenow={clamp(value, least, most)}
      aria-valuetext={
        logOdds === undefined
          ? 'Nothing weighed yet'
          : `${signed(value)}, stops at ${signed(stop)}, sure at ${signed(sure)}`
      }
    >
      <div class="track">
        <div class="zone stop" style={{ width: place(stop) }} />
        <div class="zone sure" style={{ left: place(sure) }} />
        {logOdds !== undefined && <div class="mark" style={{ left: place(value) }} />}
      </div>
      <div class="scale" aria-hidden="true">
        <span style={{ left: place(stop) }}>stops {signed(stop)}</span>
        <span style={{ left: place(sure) }}>sure {signed(sure)}</span>
      </div>
    </div>
  );
}

function standingOf(story: Story | undefined, { stop, sure }: Bounds, ended: Decision | undefined): string {
  if (!story) return 'Nothing weighed yet.';
  const sum = logOddsOf(story);
  const says = `${signed(sum)}, that is ${percent(probabilityOf(sum))}: `;
  if (ended === 'held') return `${says}the message is held for the phone's yes.`;
  if (sum <= stop) return `${says}so unlikely to be meant that the conversation stopped.`;
  if (ended === 'stopped') return `${says}nobody answered, so it stopped.`;
  if (ended) return `${says}the conversation is over.`;
  if (sum >= sure) return `${says}sure enough to ask nothing more aloud. The phone is asked all the same.`;
  return `${says}between the bounds, so one more check is asked for.`;
}

const Weight = ({ of }: { of: number }) => (
  <span class={`weight ${of < 0 ? 'against' : of > 0 ? 'for' : ''}`}>{signed(of)}</span>
);

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));
const signed = (value: number) => `${value < 0 ? '−' : value > 0 ? '+' : ''}${Math.abs(value).toFixed(1)}`;
const percent = (probability: number) =>
  probability > 0.99 ? 'over 99%' : probability < 0.01 ? 'under 1%' : `${Math.round(100 * probability)}%`;
