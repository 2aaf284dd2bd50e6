import { useState } from 'preact/hooks';
import { EvidencePanel } from './evidence/evidence-panel.tsx';
import { Inspector } from './evidence/inspector.tsx';
import { PageHead } from './page-head.tsx';
import { RoomPanel } from './room-panel.tsx';
import { RoomTabs } from './room-tabs.tsx';
import { ScenarioList } from './scenario-list.tsx';
import { useRooms } from './use-rooms.ts';
import { useVoice } from './voice/use-voice.ts';
import { VoiceSwitch } from './voice/voice-switch.tsx';

/** As in device.css. */
const ONE_COLUMN = matchMedia('(max-width: 56rem)');

/** The device simulator: an Echo for each room and one in the scenario room, to talk to by typing or by microphone. */
export function DevicePage() {
  const voice = useVoice();
  const all = useRooms(voice);
  const [picked, pick] = useState<string>();
  const { state } = all;

  if (!state)
    return (
      <main class="page">
        <PageHead title="Device simulator" here="/echo" />
        {all.problem && <p role="alert">{all.problem}</p>}
      </main>
    );
  const { scenarioRoom, paired } = state;
  const rooms = [...state.rooms, { ...scenarioRoom, called: scenarioRoom.name }];
  // Without a phone the household holds nothing, so the scenario room shows more.
  const room = picked ?? (paired ? rooms[0]?.name : scenarioRoom.name) ?? '';
  const here = all.stateOf(room);
  const busy = all.playing !== undefined;

  return (
    <main class="page">
      <PageHead title="Device simulator" here="/echo" phone={{ href: state.links.phone, paired }} />
      <div class="bar">
        <RoomTabs rooms={rooms} chosen={room} choose={pick} />
        <VoiceSwitch voice={voice} />
      </div>
      <div class="columns">
        <RoomPanel all={all} room={room} index={rooms.findIndex(({ name }) => name === room)} busy={busy} />
        <div class="side scenarios">
          <ScenarioList
            scenarios={state.scenarios}
            playing={all.playing?.scenario}
            busy={busy}
            play={scenario => {
              // In one column the Echo may be out of sight.
              if (ONE_COLUMN.matches) document.getElementById('room')?.scrollIntoView();
              void all.play(room, scenario);
            }}
            stop={all.stopPlaying}
          />
          <p class="openly">
            {room === scenarioRoom.name
              ? `The scenario room belongs to a household of its own, whose contacts are ${listed(scenarioRoom.people)}. Nothing from it reaches your phone, and each scenario starts from the beginning.`
              : 'This room belongs to your household: what is said here counts, and a held message goes to your phone. Use the scenario room to play.'}
          </p>
        </div>
        <div class="side">
          <EvidencePanel story={here.story} bounds={state.bounds} ended={here.ended} />
          <Inspector exchanges={here.exchanges} />
        </div>
      </div>
      <p class="small footnote">
        This page recognises typed words in place of Alexa: by the skill’s sample sentences, with fillers,
        polite words and small slips forgiven. Alexa itself hears speech, and some of it differently. On a
        real Echo the skill gets <strong>no audio</strong>: there the message is the text that Alexa
        recognised, spoken by a computer’s voice. Only the microphone of this page gives real audio.
      </p>
    </main>
  );
}

const listed = (names: readonly string[]): string => `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
