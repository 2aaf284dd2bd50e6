import type { Story } from '../confidence/story.ts';
import { terms } from '../household/household.ts';
import type { ContactId, HouseholdId, MessageId, RoomId } from '../household/ids.ts';
import { after, type Instant } from '../household/instant.ts';
import { happened } from './decision.ts';
import type { Dictation, Held, Rendering } from './message.ts';
import type { RecordingReference } from './recording.ts';

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
  now: Instant,
): Rendering | Held {
  const common = {
    kind: 'message' as const,
    ...what,
    version: 0,
    heldAt: now,
    holdUntil: after(now, terms.hold),
    sendBy: after(now, terms.send),
    listening: [],
    attempts: 0,
    history: [happened(now, 'held')],
  };
  return 'dictation' in content
    ? { ...common, state: 'rendering', dictation: content.dictation }
    : { ...common, state: 'held', recording: content.recording };
}
