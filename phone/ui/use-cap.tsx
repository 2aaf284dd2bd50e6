import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { commonTexts } from './texts.ts';

/** The first `step` items of a list, and a button that shows `step` more, if there are more. */
export function useCap<T>(all: readonly T[], step: number): { shown: readonly T[]; more: ComponentChildren } {
  const [cap, setCap] = useState(step);
  return {
    shown: all.slice(0, cap),
    more: cap < all.length && (
      <button type="button" class="wide" onClick={() => setCap(cap + step)}>
        {commonTexts.more(all.length - cap)}
      </button>
    ),
  };
}
