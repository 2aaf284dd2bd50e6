import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { commonTexts } from './texts.ts';

/** Shows its children. If they throw while they render, it shows a sentence, and the rest of the page goes on working. */
export function ErrorBoundary({ children }: { children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (error === undefined) return <>{children}</>;
  return (
    <p class="problem" role="alert">
      {commonTexts.partFailed}{' '}
      <button type="button" onClick={reset}>
        {commonTexts.tryAgain}
      </button>
    </p>
  );
}
