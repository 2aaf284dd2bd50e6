import { useEffect, useRef } from 'preact/hooks';
import type { Entry } from './room-state.ts';

/** What was said in the room and what the Echo said, as bubbles; a card as it would stand in the Alexa app. */
export function Dialogue({ entries, room }: { entries: Entry[]; room: string }) {
  const log = useRef<HTMLDivElement>(null);
  useEffect(() => {
    log.current?.scrollTo({ top: log.current.scrollHeight });
  }, [entries.length, room]);
  return (
    <div
      class="dialogue"
      role="log"
      aria-live="polite"
      aria-label={`Dialogue in the room: ${room}`}
      tabIndex={0}
      ref={log}
    >
      {entries.length === 0 && <p class="entry note">Nothing was said here yet.</p>}
      {entries.map(entry => (
        <Bubble key={entry.id} entry={entry} />
      ))}
    </div>
  );
}

function Bubble({ entry }: { entry: Entry }) {
  switch (entry.who) {
    case 'room':
      return (
        <p class="entry room">
          <span class="unseen">In the room: </span>
          <span class="bubble">{entry.text}</span>
          {entry.heard && <small>taken for {entry.heard}</small>}
        </p>
      );
    case 'echo':
      return (
        <p class="entry echo">
          <span class="unseen">Echo: </span>
          <span class="bubble">{entry.text}</span>
        </p>
      );
    case 'card':
      return (
        <div class="entry card" role="group" aria-label="Card in the Alexa app">
          <small>A card in the Alexa app</small>
          <strong>{entry.title}</strong>
          <span>{entry.text}</span>
        </div>
      );
    case 'note':
      return <p class="entry note">{entry.text}</p>;
  }
}
