import { expect, test } from '@jest/globals';
import { after, hours } from '../../../core/household/instant.ts';
import { defaultSettings } from '../../../core/household/settings.ts';
import { hold } from '../../../core/message/hold.ts';
import {
  aContact,
  aHousehold,
  aMessageId,
  aRecording,
  aReference,
  aRenderingMessage,
  aRoomId,
  aStory,
  noon,
} from '../../support/builders/builders.ts';

const what = {
  household: aHousehold(),
  id: aMessageId(),
  room: aRoomId(),
  contact: aContact().id,
  story: aStory(),
};

test('dictated words wait for a voice', () => {
  const { dictation } = aRenderingMessage();
  expect(hold(what, { dictation }, defaultSettings, noon)).toMatchObject({
    state: 'rendering',
    dictation,
    ...what,
  });
});

test('a recording waits for an answer at once', () => {
  expect(hold(what, { recording: aReference() }, defaultSettings, noon)).toMatchObject({
    state: 'held',
    recording: aReference(),
  });
});

test('an answer is accepted for an hour, and sending attempted for a day', () => {
  expect(hold(what, { recording: aReference() }, defaultSettings, noon)).toMatchObject({
    heldAt: noon,
    holdUntil: after(noon, hours(1)),
    sendBy: after(noon, hours(24)),
    history: [{ at: noon, event: 'held' }],
  });
});

test('as long as the household has set, and its content kept as long after a delivery', () => {
  const settings = { ...defaultSettings, hold: hours(2), retention: hours(48) };
  expect(hold(what, { recording: aReference() }, settings, noon)).toMatchObject({
    holdUntil: after(noon, hours(2)),
    sendBy: after(noon, hours(24)),
    retention: hours(48),
  });
});

test('the document holds no content', () => {
  const document = JSON.stringify(hold(what, { recording: aReference() }, defaultSettings, noon));
  expect(document).not.toContain(aRecording().transcript);
});
