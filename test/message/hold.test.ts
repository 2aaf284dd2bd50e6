import { expect, test } from '@jest/globals';
import { after, hours } from '../../lambda/household/instant.ts';
import { hold } from '../../lambda/message/hold.ts';
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
} from '../support/builders.ts';

const what = {
  household: aHousehold(),
  id: aMessageId(),
  room: aRoomId(),
  contact: aContact().id,
  story: aStory(),
};

test('dictated words wait for a voice', () => {
  const { dictation } = aRenderingMessage();
  expect(hold(what, { dictation }, noon)).toMatchObject({ state: 'rendering', dictation, ...what });
});

test('a recording waits for an answer at once', () => {
  expect(hold(what, { recording: aReference() }, noon)).toMatchObject({
    state: 'held',
    recording: aReference(),
  });
});

test('an answer is accepted for an hour, and sending attempted for a day', () => {
  expect(hold(what, { recording: aReference() }, noon)).toMatchObject({
    heldAt: noon,
    holdUntil: after(noon, hours(1)),
    sendBy: after(noon, hours(24)),
    history: [{ at: noon, what: 'held' }],
  });
});

test('the document holds no content', () => {
  const document = JSON.stringify(hold(what, { recording: aReference() }, noon));
  expect(document).not.toContain(aRecording().transcript);
});
