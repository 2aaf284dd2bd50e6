import type { Duration } from '../../core/household/instant.ts';

const FIELD = 'input:enabled, select:enabled';
const CONTROL = `button:enabled, a[href], summary, ${FIELD}`;
/** A screen that moves the focus by itself does so earlier, when it is rendered. */
const PATIENCE: Duration = 100;

/** What a control is called, to find it again after it was away. */
const nameOf = (control: Element): string => control.getAttribute('aria-label') ?? control.textContent ?? '';

/**
 * If the control that has the focus disappears, moves the focus to what comes next. Otherwise the browser moves it to
 * the page, and a keyboard or a screen reader begins at the top again. After a form was refused, moves it to the first
 * wrong field. `focused`: what has got the focus first.
 */
export function keepFocus(page: HTMLElement, focused: Element): void {
  /** What has or had the focus, and what it is in, from the inside out. */
  let trail: Element[] = [];
  /** What has appeared since the focus was lost. */
  let appeared: Element[] = [];
  let refused = focused.closest('form') ?? undefined;
  let timer: number | undefined;
  /** The names of the controls that a form or a question took the place of. */
  const openers = new Set<string>();
  const isLost = () => trail.length > 0 && document.activeElement === document.body;

  const restore = () => {
    const wrong = refused?.querySelector<HTMLElement>('[aria-invalid="true"]');
    if (wrong) {
      refused = undefined;
      return wrong.focus();
    }
    const [last, ...around] = trail;
    if (!isLost() || !last) return;
    if (last.isConnected) return (last as HTMLElement).focus({ preventScroll: true });
    const place = around.find(one => one.isConnected) ?? page;
    const next = findNext(place, appeared, openers);
    if (!next) return;
    if (next.matches(FIELD) || !next.matches(CONTROL)) openers.add(nameOf(last));
    if (!next.matches(CONTROL)) next.tabIndex = -1;
    next.focus();
  };
  const schedule = () => {
    clearTimeout(timer);
    timer = window.setTimeout(restore, PATIENCE);
  };

  new MutationObserver(changes => {
    if (isLost())
      for (const { addedNodes } of changes)
        appeared.push(...[...addedNodes].filter(node => node instanceof HTMLElement));
    if (refused || isLost()) schedule();
  }).observe(page, { subtree: true, childList: true, attributeFilter: ['disabled', 'aria-invalid'] });
  const follow = (target: Element) => {
    appeared = [];
    trail = [];
    for (let one: Element | null = target; one && one !== page; one = one.parentElement) trail.push(one);
  };
  follow(page.contains(document.activeElement) ? (document.activeElement as Element) : focused);
  // This script came later than what took the place of the control.
  if (!focused.isConnected) appeared = [page];
  schedule();
  page.addEventListener('focusin', ({ target }) => follow(target as Element));
  // A tap that is on no control takes the focus away on purpose.
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target as Element).closest(`label, ${CONTROL}`)) trail = [];
  });
  page.addEventListener('submit', ({ target }) => {
    refused = target as HTMLFormElement;
    schedule();
  });
  page.addEventListener('input', () => (refused = undefined));
}

/**
 * Where the focus goes, in this order: to the title of a new screen; to what a card says is next; to the first new
 * field; to the control that opened the part that is gone; to new buttons with their question; to a neighbour that is
 * left.
 */
function findNext(
  place: Element,
  appeared: readonly Element[],
  openers: ReadonlySet<string>,
): HTMLElement | undefined {
  const fresh = appeared.filter(one => one.isConnected);
  const find = (selector: string): HTMLElement[] =>
    fresh.flatMap(one => [
      ...(one.matches(selector) ? [one as HTMLElement] : []),
      ...one.querySelectorAll<HTMLElement>(selector),
    ]);
  const isWhole = place.matches('#app, main');
  return (
    find('h1')[0] ??
    find('[data-next]')[0] ??
    find(FIELD)[0] ??
    find(CONTROL).find(one => openers.has(nameOf(one))) ??
    (fresh.find(one => one.querySelector(CONTROL)) as HTMLElement | undefined) ??
    (isWhole ? undefined : (place.querySelector<HTMLElement>(CONTROL) ?? undefined))
  );
}
