import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';

/** Folds its content away under a summary. The content is rendered when it is first opened. */
export function Folded({ summary, children }: { summary: ComponentChildren; children: ComponentChildren }) {
  const [isOpened, setOpened] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => currentTarget.open && setOpened(true)}>
      <summary>{summary}</summary>
      {isOpened && children}
    </details>
  );
}
