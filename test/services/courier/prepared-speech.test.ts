import { describe, expect, test } from '@jest/globals';
import { languageOf } from '../../../core/household/language.ts';
import { preparedSpeech } from '../../../services/courier/prepared-speech.ts';
import type { PreparedRecording } from '../../../services/ports/prepare-recording.ts';
import { aSpeech } from '../../support/builders/a-courier.ts';

const english = languageOf('en-US');

describe('speech that is prepared like a recording', () => {
  test('the audio of the engine is prepared, and what comes out is spoken', async () => {
    const { audio } = await aSpeech().speak('Dinner is at seven.', english);
    const prepared: PreparedRecording = { audio: audio.toReversed(), mediaType: 'audio/mpeg', duration: 900 };
    const speech = preparedSpeech(aSpeech(), async given => {
      expect(given).toEqual(audio);
      return prepared;
    });
    expect(await speech.speak('Dinner is at seven.', english)).toBe(prepared);
  });

  test('speech that cannot be prepared is rejected with the reason, and without the words', async () => {
    const speech = preparedSpeech(aSpeech(), async () => ({ refused: 'silent' }));
    await expect(speech.speak('Dinner is at seven.', english)).rejects.toThrow(
      /^The speech cannot be sent: silent\.$/,
    );
  });
});
