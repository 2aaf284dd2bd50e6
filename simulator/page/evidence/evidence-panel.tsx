import { logOddsOf, probabilityOf, type Story } from '../../../core/confidence/story.ts';
import type { Decision } from '../../device/exchange.ts';
import { EvidencePicture } from './evidence-picture.tsx';
import { EvidenceTable } from './evidence-table.tsx';
import { signed } from './evidence-steps.ts';

type Bounds = { stop: number; sure: number };
type Props = { story: Story | undefined; bounds: Bounds; ended: Decision | undefined };

/** Whether it was meant: the probability, what follows from it, and the evidence as a picture and as a table. */
export function EvidencePanel({ story: known, bounds, ended }: Props) {
  const story = known?.turns.length ? known : undefined;
  const sum = story && logOddsOf(story);
  return (
    <section class="panel evidence" aria-labelledby="evidence-title">
      <h2 id="evidence-title">Was it meant?</h2>
      <p class="verdict" data-standing={sum === undefined ? 'none' : standingOf(sum, bounds)}>
        <strong>{sum === undefined ? '–' : percent(probabilityOf(sum))}</strong>{' '}
        <span>{verdictOf(sum, bounds, ended)}</span>
      </p>
      <EvidencePicture story={story} bounds={bounds} />
      {story && <EvidenceTable story={story} />}
      <p class="small">
        Each weight is the natural logarithm of how much likelier that is when a request is meant. At{' '}
        {signed(bounds.stop)} the conversation stops, from {signed(bounds.sure)} nothing more is asked aloud.
        {story && ` Model ${story.model}.`}
      </p>
    </section>
  );
}

function standingOf(sum: number, { stop, sure }: Bounds): 'stop' | 'between' | 'sure' {
  return sum <= stop ? 'stop' : sum >= sure ? 'sure' : 'between';
}

function verdictOf(sum: number | undefined, bounds: Bounds, ended: Decision | undefined): string {
  if (sum === undefined) return 'Nothing weighed yet. Say something, or play a scenario.';
  if (ended === 'held') return 'The message is held for the phone’s yes.';
  const standing = standingOf(sum, bounds);
  if (standing === 'stop') return 'So unlikely to be meant that the conversation stopped.';
  if (ended === 'stopped') return 'No answer was understood, so it stopped.';
  if (ended) return 'The conversation is over.';
  return standing === 'sure'
    ? 'Sure enough to ask nothing more aloud. The phone is asked all the same.'
    : 'Not sure yet, so it asks once more.';
}

const percent = (probability: number) =>
  probability > 0.99 ? '> 99%' : probability < 0.01 ? '< 1%' : `${Math.round(100 * probability)}%`;
