import type { PrepareRecording } from '../ports/prepare-recording.ts';
import type { Speech } from '../ports/speech.ts';

/** Speech whose audio is brought into the form and to the loudness of every recording. Rejects what cannot be. */
export const preparedSpeech = (engine: Speech, prepare: PrepareRecording): Speech => ({
  async speak(transcript, language) {
    const prepared = await prepare((await engine.speak(transcript, language)).audio);
    if ('refused' in prepared) throw new Error(`The speech cannot be sent: ${prepared.refused}.`);
    return prepared;
  },
});
