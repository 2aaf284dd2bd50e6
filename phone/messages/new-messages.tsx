import { useEffect, useState } from 'preact/hooks';
import type { MessageId } from '../../core/household/ids.ts';
import { announce } from '../ui/toast.tsx';
import { messageTexts } from '../ui/texts.ts';

const cardOf = (id: MessageId) => document.querySelector<HTMLElement>(`[data-message="${CSS.escape(id)}"]`);

/** Says how many messages came while the screen was shown and were not on it yet, and leads to the first of them. */
export function NewMessages({ ids }: { ids: readonly MessageId[] }) {
  const [seen, setSeen] = useState<ReadonlySet<MessageId>>(new Set());
  const unseen = ids.filter(id => !seen.has(id));
  const text = messageTexts.waiting.newMessages(unseen.length);
  useEffect(() => {
    if (unseen.length === 0) return;
    announce(text);
    const observer = new IntersectionObserver(entries => {
      const shown = entries.filter(({ isIntersecting }) => isIntersecting);
      const found = shown.map(({ target }) => target.getAttribute('data-message') as MessageId);
      if (found.length > 0) setSeen(before => new Set([...before, ...found]));
    });
    for (const card of unseen.map(cardOf)) if (card) observer.observe(card);
    return () => observer.disconnect();
  }, [unseen.join()]);
  const [next] = unseen;
  if (next === undefined) return null;
  return (
    <button
      type="button"
      class="new-messages"
      onClick={() => {
        cardOf(next)?.focus({ preventScroll: true });
        cardOf(next)?.scrollIntoView({ block: 'start' });
      }}
    >
      {text} ↓
    </button>
  );
}
