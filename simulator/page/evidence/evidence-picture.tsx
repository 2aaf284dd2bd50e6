import { logOddsOf, type Story } from '../../../core/confidence/story.ts';
import { scaleFor, signed, type Step, stepsOf } from './evidence-steps.ts';

type Bounds = { stop: number; sure: number };

/** The evidence as it adds up: one bar a piece, from sum to sum, between the bound that stops and the one that is sure. */
export function EvidencePicture({ story, bounds }: { story: Story | undefined; bounds: Bounds }) {
  const { least, most, place } = scaleFor(story, bounds);
  const sum = story && logOddsOf(story);
  const at = (logOdds: number) => `${place(logOdds)}%`;
  return (
    <div class="picture" style={{ '--stop': at(bounds.stop), '--sure': at(bounds.sure) }}>
      <div class="step axis" aria-hidden="true">
        <span />
        <span class="lane">
          <span class="bound stop">stops</span>
          <span class="bound sure">sure</span>
        </span>
      </div>
      <ol class="turns" aria-label="Evidence">
        {story && (
          <li class="step">
            <p>
              Before anything was said <Weight of={story.prior} />
            </p>
            <span class="lane" aria-hidden="true">
              <span class="dot" style={{ left: at(story.prior) }} />
            </span>
          </li>
        )}
        {story &&
          stepsOf(story).map((turn, index) => (
            <li key={index} class="turn">
              <p class="asked">
                <span class="unseen">Turn {index + 1}: </span>
                {turn.asked}
              </p>
              <Pieces steps={turn.steps} at={at} />
            </li>
          ))}
      </ol>
      <div class="step total">
        <p>
          Together <strong>{sum === undefined ? '' : signed(sum)}</strong>
        </p>
        <span
          class="lane"
          role="meter"
          aria-label="Sum of the evidence"
          aria-valuemin={least}
          aria-valuemax={most}
          aria-valuenow={sum ?? 0}
          aria-valuetext={
            sum === undefined
              ? 'Nothing weighed yet'
              : `${signed(sum)}, stops at ${signed(bounds.stop)}, sure at ${signed(bounds.sure)}`
          }
        >
          {sum !== undefined && <span class="needle" style={{ left: at(sum) }} />}
        </span>
      </div>
    </div>
  );
}

/** Pieces that weigh nothing are counted only; the table has them. */
function Pieces({ steps, at }: { steps: Step[]; at: (logOdds: number) => string }) {
  const weighing = steps.filter(({ weight }) => signed(weight) !== '0.0');
  const without = steps.length - weighing.length;
  return (
    <ol>
      {weighing.map(({ name, sentence, weight, from, to }) => (
        <li key={name} class="step">
          <p>
            {sentence} <Weight of={weight} />
          </p>
          <span class="lane" aria-hidden="true">
            <span
              class={`piece ${weight < 0 ? 'against' : 'for'}`}
              style={{ left: at(Math.min(from, to)), right: `calc(100% - ${at(Math.max(from, to))})` }}
            />
          </span>
        </li>
      ))}
      {weighing.length === 0 && (
        <li class="step">
          <p>{without === 0 ? 'Nothing to weigh here.' : 'Nothing here weighs either way.'}</p>
          <span class="lane" aria-hidden="true" />
        </li>
      )}
    </ol>
  );
}

const Weight = ({ of }: { of: number }) => (
  <span class={`weight ${of < 0 ? 'against' : 'for'}`}>{signed(of)}</span>
);
