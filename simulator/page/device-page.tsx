import { useState } from 'preact/hooks';
import { EvidencePanel } from './evidence/evidence-panel.tsx';
import { Inspector } from './evidence/inspector.tsx';
import { PageHead } from './page-head.tsx';
import { RoomPanel } from './room-panel.tsx';
import { RoomTabs } from './room-tabs.tsx';
import { Scenes } from './scenes.tsx';
import { useRooms } from './use-rooms.ts';
import { useVoice } from './voice/use-voice.ts';
import { VoiceSwitch } from './voice/voice-switch.tsx';

/** As in device.css. */
const ONE_COLUMN = matchMedia('(max-width: 56rem)');

/** An Echo for each room and one in the showroom, to talk to by typing and with the machine's own microphone. */
export function EchoPage() {
  const voice = useVoice();
  const all = useRooms(voice);
  const [picked, pick] = useState<string>();
  const { house } = all;

  if (!house)
    return (
      <main class="page">
        <PageHead title="Echo" here="/echo" />
        {all.trouble && <p role="alert">{all.trouble}</p>}
      </main>
    );
  const { showroom, paired } = house;
  const names = [...house.rooms.map(({ name }) => name), showroom.name];
  // Without a phone nothing can be held in the house itself, so there is more to see next door.
  const room = picked ?? (paired ? names[0] : showroom.name) ?? '';
  const state = all.stateOf(room);
  const busy = all.playing !== undefined;

  return (
    <main class="page">
      <PageHead title="Echo" here="/echo" phone={{ href: house.links.phone, paired }} />
      <div class="bar">
        <RoomTabs rooms={names} chosen={room} choose={pick} />
        <VoiceSwitch voice={voice} />
      </div>
      <div class="columns">
        <div class="side">
          <Scenes
            scenes={house.scenarios}
            playing={all.playing?.scene}
            busy={busy}
            play={scene => {
              // Where the page is one column, its Echo may be out of sight.
              if (ONE_COLUMN.matches) document.getElementById('room')?.scrollIntoView();
              void all.play(room, scene);
            }}
            stop={all.stopPlaying}
          />
          <p class="openly">
            {room === showroom.name
              ? `The showroom is a house of its own that knows ${listed(showroom.people)}. Nothing from it reaches your phone, and each scene begins anew.`
              : 'This room is in your house: what is said counts, and a held message goes to your phone. The showroom is for playing.'}
          </p>
        </div>
        <RoomPanel all={all} room={room} index={names.indexOf(room)} busy={busy} />
        <div class="side">
          <EvidencePanel story={state.story} bounds={house.bounds} ended={state.ended} />
          <Inspector exchanges={state.exchanges} />
        </div>
      </div>
      <p class="small footnote">
        Typed words stand in for Alexa’s recognition. On a real Echo the skill gets <strong>no audio</strong>:
        there the message is what Alexa wrote down, spoken by a computer’s voice. Only this page’s own
        microphone gives real audio.
      </p>
    </main>
  );
}

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
