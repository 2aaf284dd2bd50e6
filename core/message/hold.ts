import type { Story } from '../confidence/story.ts';
import type { ContactId, HouseholdId, MessageId, RoomId } from '../household/ids.ts';
import { after, type Duration, hours, type Instant } from '../household/instant.ts';
import type { Settings } from '../household/settings.ts';
import type { Dictation, Held, Rendering } from './message.ts';
import type { RecordingReference } from './recording.ts';

/** How long a released message is attempted, from when it was held: longer than any hold. */
export const SEND: Duration = hours(24);

/** What a conversation knows of the message it wants held. */
export type ToHold = {
  household: HouseholdId;
  id: MessageId;
  room: RoomId;
  contact: ContactId;
  story: Story;
};

/** The first document of a message: to be rendered where it was dictated, held at once where audio came with it. */
export function hold(
  what: ToHold,
  content: { dictation: Dictation } | { recording: RecordingReference },
  settings: Pick<Settings, 'hold' | 'retention'>,
  now: Instant,
): Rendering | Held {
  const common = {
    kind: 'message' as const,
    ...what,
    version: 0,
    heldAt: now,
    holdUntil: after(now, settings.hold),
    sendBy: after(now, SEND),
    retention: settings.retention,
    listening: [],
    told: [],
    attempts: 0,
    history: [{ at: now, event: 'held' as const }],
  };
  return 'dictation' in content
    ? { ...common, state: 'rendering', dictation: content.dictation }
    : { ...common, state: 'held', recording: content.recording };
}
