import { useRef, useState } from 'preact/hooks';
import { Dialogue } from './dialogue.tsx';
import { EchoDevice } from './echo-device.tsx';
import { EvidencePanel } from './evidence-panel.tsx';
import { RecordButton } from './record-button.tsx';
import { suggestions, waitsFor } from './room-state.ts';
import { RoomTabs } from './room-tabs.tsx';
import { useRooms } from './use-rooms.ts';

/** An Echo for each room, to talk to by typing and with the machine's own microphone. */
export function EchoPage() {
  const all = useRooms();
  const [picked, pick] = useState<string>();
  const [text, setText] = useState('');
  const box = useRef<HTMLInputElement>(null);
  const { house } = all;

  if (!house) return <main class="page">{all.trouble && <p role="alert">{all.trouble}</p>}</main>;
  const names = house.rooms.map(({ name }) => name);
  const room = picked ?? names[0] ?? '';
  const { entries, asks, story, ended } = all.stateOf(room);
  const busy = all.replaying !== undefined;

  function say(words: string): void {
    if (words.trim() === '' || busy) return;
    setText('');
    void all.say(room, words.trim());
  }
  function suggest(words: string): void {
    box.current?.focus();
    if (words.endsWith('…')) setText(words.slice(0, -1));
    else say(words);
  }

  return (
    <main class="page">
      <header class="masthead">
        <h1>
          Echo <small>Second Yes at home</small>
        </h1>
        <nav aria-label="Elsewhere">
          <a href={house.links.pairing ?? house.links.phone}>
            {house.links.pairing ? 'Pair a phone' : 'Phone app'}
          </a>
          <a href={house.links.outbox}>Outbox</a>
        </nav>
      </header>
      <p class="openly">
        Typed words stand in for Alexa’s recognition. On a real Echo the skill gets <strong>no audio</strong>:
        there the message is what Alexa wrote down, spoken by a computer’s voice. Only this page’s own
        microphone gives real audio.
      </p>

      <RoomTabs rooms={names} chosen={room} choose={pick} />
      <div class="columns">
        <section class="panel" id="room" role="tabpanel" aria-labelledby={`tab-${names.indexOf(room)}`}>
          <div class="stage">
            <EchoDevice light={all.lightOf(room)} />
            <p role="status">{waitsFor(asks)}</p>
          </div>
          <Dialogue entries={entries} room={room} />
          <form
            class="say"
            onSubmit={event => {
              event.preventDefault();
              say(text);
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
          <div class="row tools">
            <RecordButton
              key={room}
              open={asks === 'message' && !busy}
              recorded={(audio, lasted) => void all.record(room, audio, lasted)}
              trouble={words => all.note(room, words)}
            />
            <button
              type="button"
              disabled={asks === undefined || busy}
              onClick={() => void all.silence(room)}
            >
              Silence
            </button>
            <button type="button" disabled={busy} onClick={() => void all.replay(room, 'portland')}>
              Replay Portland
            </button>
          </div>
        </section>
        <EvidencePanel story={story} bounds={house.bounds} ended={ended} />
      </div>
    </main>
  );
}
