import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { words } from '../../core/text/en/phone.ts';

/** Shows a screen that most visits do not need, once its script is there. */
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
  if (Screen === 'failed') return <p role="alert">{words.connection.lost}</p>;
  return Screen ? <Screen.is {...props} /> : <p class="muted">{words.loading}</p>;
}
