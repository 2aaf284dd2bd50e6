import { describe, expect, test } from '@jest/globals';
import { replies } from '../../../core/text/en/replies.ts';
import { anEcho, messagesOf, storedTranscript } from '../../support/builders/an-echo.ts';
import { anEnvelope, dictates, intends, type Said, sendsTo } from '../../support/builders/alexa-envelopes.ts';
import { aRecording } from '../../support/builders/builders.ts';
import type { MessageKey } from '../../../services/ports/recordings.ts';

const launch: Said = { type: 'LaunchRequest' };
const dinner = 'Dinner is at seven.';

const broken = () => Promise.reject(new Error(`the engine broke at "${dinner}"`));

describe('what cannot be stored', () => {
  test.each<[string, Parameters<typeof anEcho>[0]]>([
    ['the document', { documentsFail: () => ({ put: broken }) }],
    ['the content', { recordingsFail: () => ({ put: broken }) }],
  ])('if %s cannot be stored, the Echo says so and nothing is kept', async (_, given) => {
    const echo = await anEcho(given);
    await echo.says(sendsTo('anna'));
    expect(await echo.says(dictates(dinner))).toMatchObject({ said: replies['not-held'], ends: true });
    expect(messagesOf(echo)).toEqual([]);
    expect(echo.logged).toEqual([{ event: 'hold failed', code: 'Error' }]);
  });

  test('content is erased if its message could not be stored', async () => {
    const [stored, erased]: [MessageKey[], MessageKey[]] = [[], []];
    const echo = await anEcho({
      documentsFail: working => ({
        put: (one, ...more) => (one.kind === 'message' ? broken() : working.put(one, ...more)),
      }),
      recordingsFail: working => ({
        put: async (key, bytes) => (stored.push(key), working.put(key, bytes)),
        erase: async key => (erased.push(key), working.erase(key)),
      }),
    });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    expect(stored).toHaveLength(1);
    expect(erased).toEqual(stored);
    expect(stored.flatMap(echo.recordings.keptOf)).toEqual([]);
  });

  test('a message that was stored although the answer of the store was lost is said to be held', async () => {
    const echo = await anEcho({
      documentsFail: working => ({
        async put(document, ...more) {
          const stored = await working.put(document, ...more);
          if (document.kind === 'message') throw new Error('timed out');
          return stored;
        },
      }),
    });
    await echo.says(sendsTo('anna'));
    expect((await echo.says(dictates(dinner))).said).toContain(replies.held);
    expect(await storedTranscript(echo)).toBe(dinner);
  });

  test('an addition that cannot be stored leaves the held message as it was', async () => {
    let failing = false;
    const echo = await anEcho({
      recordingsFail: working => ({ put: (...args) => (failing ? broken() : working.put(...args)) }),
    });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    failing = true;
    expect(await echo.says(intends('AddIntent', { addition: 'Bring bread.' }))).toMatchObject({
      said: `${replies['not-added']} ${replies['offer-to-add']}`,
      ends: false,
    });
    expect(await storedTranscript(echo)).toBe(dinner);
  });

  test('the Echo says so if a pairing code cannot be made', async () => {
    const echo = await anEcho({ paired: false, ports: { offerPairing: broken } });
    expect(await echo.says(intends('PairPhoneIntent'))).toMatchObject({
      said: replies['no-pairing-code'],
      ends: true,
    });
  });

  test('a household that cannot be loaded ends the session without denying what is held', async () => {
    const echo = await anEcho({ documentsFail: () => ({ overview: broken }) });
    expect(await echo.says(launch)).toMatchObject({ said: replies['household-not-loaded'], ends: true });
    const ended = await echo.says({ type: 'SessionEndedRequest', reason: 'ERROR' });
    expect(ended.envelope.response).toEqual({});
  });

  test('no log line holds what was said', async () => {
    const echo = await anEcho({ documentsFail: () => ({ put: broken }) });
    await echo.says(sendsTo('anna'));
    await echo.says(dictates(dinner));
    expect(echo.logged.length).toBeGreaterThan(0);
    expect(JSON.stringify(echo.logged)).not.toMatch(/dinner|anna|token/i);
  });
});

describe('real audio', () => {
  const withAudio = (said: Said, attributes?: Record<string, unknown>) => {
    const { context, ...rest } = anEnvelope(said, { opens: attributes === undefined, attributes });
    return { ...rest, context: { ...context, 'SecondYes.Recorder': { reference: 'audio-1' } } };
  };

  test('audio is held if the host has a recorder', async () => {
    const taken: string[] = [];
    const recorder = {
      async take(reference: string) {
        taken.push(reference);
        const { audio, mediaType, duration } = aRecording();
        return { audio, mediaType, duration };
      },
    };
    const echo = await anEcho({ ports: { recorder } });
    const { envelope } = await echo.says(sendsTo('anna'));
    await echo.skill(withAudio(dictates(''), envelope.sessionAttributes));
    expect(taken).toEqual(['audio-1']);
    expect(messagesOf(echo)).toMatchObject([
      { state: 'held', recording: { mediaType: 'audio/wav', duration: 4_000 } },
    ]);
  });

  test('the Echo says that nothing was kept if the audio is gone', async () => {
    const echo = await anEcho({ ports: { recorder: { take: async () => undefined } } });
    const { envelope } = await echo.says(sendsTo('anna'));
    const { response } = await echo.skill(withAudio(dictates(''), envelope.sessionAttributes));
    expect(JSON.stringify(response.outputSpeech)).toContain('nothing was kept');
    expect(messagesOf(echo)).toEqual([]);
  });

  test("a reference to audio in an envelope of Amazon's is ignored", async () => {
    const echo = await anEcho();
    const { envelope } = await echo.says(sendsTo('anna'));
    await echo.skill(withAudio(dictates(dinner), envelope.sessionAttributes));
    expect(messagesOf(echo)).toMatchObject([{ state: 'rendering' }]);
    expect(await storedTranscript(echo)).toBe(dinner);
  });
});
