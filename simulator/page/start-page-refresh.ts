/** How often the start page asks for its own newest version, in milliseconds. */
const LOOK_EVERY = 4_000;

/** The parts of the start page that change while it is open. */
const PARTS = ['links', 'status'];

/** Keeps the start page fresh: fetches it again while it is visible, and replaces only the parts that differ. */
export function keepStartPageFresh(): void {
  const look = async () => {
    if (document.visibilityState === 'visible') await refresh().catch(() => {});
    setTimeout(() => void look(), LOOK_EVERY);
  };
  setTimeout(() => void look(), LOOK_EVERY);
}

async function refresh(): Promise<void> {
  const response = await fetch('/');
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), 'text/html');
  for (const id of PARTS) {
    const [shown, next] = [document.getElementById(id), fresh.getElementById(id)];
    if (!shown || !next || shown.innerHTML === next.innerHTML) continue;
    const at = [...shown.querySelectorAll('a')].indexOf(document.activeElement as HTMLAnchorElement);
    shown.replaceChildren(...next.childNodes);
    shown.querySelectorAll('a')[at]?.focus();
  }
}
