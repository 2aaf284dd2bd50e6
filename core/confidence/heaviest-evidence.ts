import type { Evidence, Story } from './story.ts';

/** The pieces of a story that weighed most, either way, heaviest first. What weighed nothing is left out. */
export function heaviest(story: Story, count: number): Evidence[] {
  return story.turns
    .flatMap(({ evidence }) => evidence)
    .filter(({ weight }) => weight !== 0)
    .toSorted((a, b) => Math.abs(b.weight) - Math.abs(a.weight))
    .slice(0, count);
}
