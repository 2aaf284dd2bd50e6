import { Dialogue } from './dialogue.tsx';
import { DeviceView } from './device-view.tsx';
import { ScreenView } from './screen/screen-view.tsx';
import { waitsFor, whyWords } from './suggestions.ts';
import { RecordButton } from './voice/record-button.tsx';
import { SayForm } from './say-form.tsx';
import { SpeakButton } from './voice/speak-button.tsx';
import { WhatIsKept } from './voice/what-is-kept.tsx';
import type { useRooms } from './use-rooms.ts';

type Props = { all: ReturnType<typeof useRooms>; room: string; index: number; busy: boolean };

/** One room: its Echo, what is said there, and all that can be done to be heard. */
export function RoomPanel({ all, room, index, busy }: Props) {
  const { entries, asks, ended, screen } = all.stateOf(room);
  const shape = all.state?.rooms.find(({ name }) => name === room)?.screen;
  const why = whyWords(asks);
  return (
    <section class="panel" id="room" role="tabpanel" aria-labelledby={`tab-${index}`}>
      <div class="stage" data-ended={ended ?? 'no'}>
        {shape ? (
          <ScreenView
            key={room}
            shape={shape}
            light={all.lightOf(room)}
            document={screen}
            touched={sent => void all.touch(room, sent)}
          />
        ) : (
          <DeviceView light={all.lightOf(room)} />
        )}
        <p role="status">{waitsFor(asks)}</p>
      </div>
      <Dialogue entries={entries} room={room} />
      <SayForm asks={asks} busy={busy} say={words => void all.say(room, words)} />
      <SpeakButton
        key={`speak ${room}`}
        busy={busy}
        say={words => void all.say(room, words)}
        trouble={words => all.note(room, words)}
      />
      <div class="row tools">
        <RecordButton
          key={room}
          open={asks === 'message' && !busy}
          recorded={(audio, lasted) => void all.record(room, audio, lasted)}
          trouble={words => all.note(room, words)}
        />
        <button
          type="button"
          disabled={why === undefined || busy}
          onClick={() => why && void all.say(room, why)}
        >
          Why did you do that?
        </button>
        <button type="button" disabled={asks === undefined || busy} onClick={() => void all.silence(room)}>
          Silence
        </button>
      </div>
      {all.state && <WhatIsKept keeps={all.state.keeps} />}
    </section>
  );
}
