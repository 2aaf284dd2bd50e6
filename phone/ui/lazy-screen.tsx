import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { commonTexts, sessionTexts } from './texts.ts';

/** A screen whose script is loaded when the screen is first shown. */
export function LazyScreen<P extends object>({
  load,
  props,
}: {
  load: () => Promise<ComponentType<P>>;
  props: P;
}) {
  const [Screen, setScreen] = useState<{ is: ComponentType<P> } | 'failed'>();
  useEffect(() => {
    load().then(
      loaded => setScreen({ is: loaded }),
      () => setScreen('failed'),
    );
  }, []);
  if (Screen === 'failed') return <p role="alert">{sessionTexts.connection.lost}</p>;
  return Screen ? <Screen.is {...props} /> : <p class="muted">{commonTexts.loading}</p>;
}
