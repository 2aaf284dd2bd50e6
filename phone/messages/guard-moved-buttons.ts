import type { Duration } from '../../core/household/instant.ts';

/** A finger that was on its way when a button moved comes down within this time. */
const SETTLING: Duration = 700;

/**
 * Watches the buttons that answer messages. While the buttons of a card have just appeared or moved on the page, its
 * article has the attribute `data-moved`, and the style sheet lets no tap reach them. Returns a function that ends it.
 */
export function guardMovedButtons(list: HTMLElement): () => void {
  const known = new WeakMap<Element, { where: string; timer: number }>();
  const look = () => {
    for (const card of list.querySelectorAll('article')) {
      const where = placesOf(card);
      const before = known.get(card);
      if (before?.where === where) continue;
      clearTimeout(before?.timer);
      card.setAttribute('data-moved', '');
      known.set(card, {
        where,
        timer: window.setTimeout(() => card.removeAttribute('data-moved'), SETTLING),
      });
    }
  };
  const sizes = new ResizeObserver(look);
  const contents = new MutationObserver(look);
  sizes.observe(document.body);
  contents.observe(list, { childList: true, subtree: true });
  look();
  return () => {
    sizes.disconnect();
    contents.disconnect();
  };
}

/** Which buttons a card has, and where on the page. Scrolling does not change it. */
const placesOf = (card: Element): string =>
  [...card.querySelectorAll('.actions button')]
    .map(button => {
      const { left, top } = button.getBoundingClientRect();
      return `${button.textContent} ${Math.round(left)} ${Math.round(top + window.scrollY)}`;
    })
    .join();
