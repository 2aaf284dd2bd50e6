import type { ShownStory } from '../../../core/confidence/story.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { describeConfidence } from './confidence-text.ts';
import { LazyStoryView } from './lazy-story-view.tsx';
import { Folded } from '../../ui/folded.tsx';
import { messageTexts } from '../../ui/texts.ts';

/** How sure it is that a message was meant, and on demand why. */
export function Evidence({ story, now }: { story: ShownStory; now: Instant }) {
  const sure = describeConfidence(story);
  return (
    <Folded
      summary={
        <>
          <span>
            {sure.inWords} <span class="percent">{sure.percent}</span>
          </span>
          <span class="more">{messageTexts.card.details}</span>
        </>
      }
    >
      <LazyStoryView story={story} now={now} />
    </Folded>
  );
}
