import { expect, test } from '@jest/globals';
import { after, hours } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { hold } from '../../../core/message/hold.ts';
import {
  aContact,
  aHouseholdId,
  aMessageId,
  aRecording,
  aReference,
  aRenderingMessage,
  aRoomId,
  aStory,
  noon,
} from '../../support/builders/builders.ts';

const what = {
  household: aHouseholdId(),
  id: aMessageId(),
  room: aRoomId(),
  contact: aContact().id,
  story: aStory(),
};

test('a dictated message is rendering first', () => {
  const { dictation } = aRenderingMessage();
  expect(hold(what, { dictation }, { settings: defaultSettings, now: noon })).toMatchObject({
    state: 'rendering',
    dictation,
    ...what,
  });
});

test('a recorded message is held at once', () => {
  expect(hold(what, { recording: aReference() }, { settings: defaultSettings, now: noon })).toMatchObject({
    state: 'held',
    recording: aReference(),
  });
});

test('a message is held for an hour and may be sent for a day unless the household says otherwise', () => {
  expect(hold(what, { recording: aReference() }, { settings: defaultSettings, now: noon })).toMatchObject({
    heldAt: noon,
    holdUntil: after(noon, hours(1)),
    sendBy: after(noon, hours(24)),
    history: [{ at: noon, event: 'held' }],
  });
});

test("a message takes its hold and its retention from the household's settings", () => {
  const settings = { ...defaultSettings, hold: hours(2), retention: hours(48) };
  expect(hold(what, { recording: aReference() }, { settings, now: noon })).toMatchObject({
    holdUntil: after(noon, hours(2)),
    sendBy: after(noon, hours(24)),
    retention: hours(48),
  });
});

test('the document of a new message contains no content', () => {
  const document = JSON.stringify(
    hold(what, { recording: aReference() }, { settings: defaultSettings, now: noon }),
  );
  expect(document).not.toContain(aRecording().transcript);
});
