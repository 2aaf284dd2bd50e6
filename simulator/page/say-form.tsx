import { useRef, useState } from 'preact/hooks';
import type { Asked } from '../../core/confidence/story.ts';
import { suggestions } from './suggestions.ts';

type Props = { asks: Asked | undefined; busy: boolean; say: (words: string) => void };

/** What is said in the room, typed or picked; a suggestion that ends in “…” is to be completed. */
export function SayForm({ asks, busy, say }: Props) {
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);

  function send(words: string): void {
    if (words.trim() === '' || busy) return;
    setText('');
    say(words.trim());
  }
  function suggest(words: string): void {
    box.current?.focus();
    if (words.endsWith('…')) setText(words.slice(0, -1));
    else send(words);
  }
  return (
    <>
      <form
        class="say"
        onSubmit={event => {
          event.preventDefault();
          send(text);
        }}
      >
        <label for="said">What is said</label>
        <div class="row">
          <input
            id="said"
            ref={box}
            value={text}
            maxLength={20_000}
            autocomplete="off"
            autocapitalize="off"
            disabled={busy}
            onInput={event => setText(event.currentTarget.value)}
          />
          <button class="primary" disabled={busy}>
            Say it
          </button>
        </div>
      </form>
      <ul class="suggestions" aria-label="Suggestions">
        {suggestions(asks).map(words => (
          <li key={words}>
            <button type="button" disabled={busy} onClick={() => suggest(words)}>
              {words}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
