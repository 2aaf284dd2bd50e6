import type { ShownStory } from '../../../core/confidence/story.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { type EvidenceText, describeStory, formatWeight } from './story-text.ts';
import { formatMoment } from '../../ui/time-text.ts';
import { messageTexts } from '../../ui/texts.ts';

/** Shows a story: the questions, the evidence, and the weight of each piece. */
export function StoryView({ story, now }: { story: ShownStory; now: Instant }) {
  const { prior, turns, model } = describeStory(story);
  return (
    <div class="story">
      <ul class="evidence">
        <EvidenceLine sentence={prior} />
      </ul>
      <ol class="turns">
        {turns.map(({ at, asked, heard, sentences }, index) => (
          <li key={index}>
            <p class="turn">
              {asked} {heard} <time>{formatMoment(at, now)}</time>
            </p>
            <ul class="evidence">
              {sentences.map((sentence, place) => (
                <EvidenceLine key={place} sentence={sentence} />
              ))}
              {sentences.length === 0 && <li class="muted">{messageTexts.confidence.noEvidence}</li>}
            </ul>
          </li>
        ))}
      </ol>
      <p class="hint">
        {messageTexts.confidence.scale} {model}
      </p>
    </div>
  );
}

/** A piece of evidence with its bar: to the right if it suggests that the message was meant. */
function EvidenceLine({ sentence: { text, weight, length } }: { sentence: EvidenceText }) {
  const half = 50;
  const { suggestsMeant, suggestsAccident, neutral } = messageTexts.confidence;
  const meaning =
    weight > 0
      ? suggestsMeant(formatWeight(weight))
      : weight < 0
        ? suggestsAccident(formatWeight(weight))
        : neutral;
  return (
    <li>
      <span>{text}</span>
      <span class="weight">
        <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
          <rect class="track" x="0" y="2.5" width="100" height="3" rx="1.5" />
          <rect
            class={weight < 0 ? 'against' : 'for'}
            x={weight < 0 ? half - half * length : half}
            y="1"
            width={half * length}
            height="6"
            rx="1.5"
          />
          <rect class="zero" x="49.6" y="0" width="0.8" height="8" />
        </svg>
        <span class="number" aria-hidden="true">
          {formatWeight(weight)}
        </span>
        <span class="unseen">{meaning}</span>
      </span>
    </li>
  );
}
