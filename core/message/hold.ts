import type { Story } from '../confidence/story.ts';
import type { ContactId, HouseholdId, MessageId, RoomId } from '../household/ids.ts';
import { after, type Duration, hours, type Instant } from '../household/instant.ts';
import type { Settings } from '../household/settings.ts';
import type { Dictation, Held, Rendering } from './message.ts';
import type { RecordingReference } from './recording/recording.ts';

/** How long after it was held a message may still be sent. It is longer than any hold. */
export const SENDING_TIME: Duration = hours(24);

/** A message as a conversation hands it over. */
export type ToHold = {
  household: HouseholdId;
  id: MessageId;
  room: RoomId;
  contact: ContactId;
  story: Story;
};

/** Makes the first document of a message. A dictated message must be rendered first; a recorded one is held at once. */
export function hold(
  what: ToHold,
  content: { dictation: Dictation } | { recording: RecordingReference },
  { settings, now }: { settings: Pick<Settings, 'hold' | 'retention'>; now: Instant },
): Rendering | Held {
  const common = {
    kind: 'message' as const,
    ...what,
    version: 0,
    heldAt: now,
    holdUntil: after(now, settings.hold),
    sendBy: after(now, SENDING_TIME),
    retention: settings.retention,
    listening: [],
    notifications: [],
    attempts: 0,
    history: [{ at: now, event: 'held' as const }],
  };
  return 'dictation' in content
    ? { ...common, state: 'rendering', dictation: content.dictation }
    : { ...common, state: 'held', recording: content.recording };
}
