/** Who is heard: the Echo, or somebody in the room. */
export type Speaker = 'echo' | 'room';

/** Says whether this browser has voices, now and after each change. Gives a function that ends this. */
export function watchVoices(tell: (has: boolean) => void): () => void {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  if (!synthesis) {
    tell(false);
    return () => {};
  }
  const look = () => tell(synthesis.getVoices().length > 0);
  look();
  synthesis.addEventListener('voiceschanged', look);
  return () => synthesis.removeEventListener('voiceschanged', look);
}

/** Speaks, and is done when that ends, fails, or takes longer than such words can: a stuck voice holds nothing up. */
export function speak(words: string, as: Speaker): Promise<void> {
  speechSynthesis.cancel();
  const saying = new SpeechSynthesisUtterance(words);
  saying.lang = 'en-US';
  const english = speechSynthesis.getVoices().filter(({ lang }) => lang.startsWith('en'));
  // Two voices tell the Echo from the room; with only one, its pitch does.
  saying.voice = (as === 'echo' ? english[0] : (english[1] ?? english[0])) ?? null;
  saying.pitch = as === 'echo' ? 1 : 0.7;
  return new Promise(resolve => {
    const tooLong = setTimeout(resolve, longest(words));
    const done = () => {
      clearTimeout(tooLong);
      resolve();
    };
    saying.addEventListener('end', done);
    saying.addEventListener('error', done);
    speechSynthesis.speak(saying);
  });
}

/** Ends what is being spoken. */
export function stopSpeaking(): void {
  globalThis.speechSynthesis?.cancel();
}

/** In milliseconds: twice what a slow voice needs, and a start. */
const longest = (words: string): number => 3_000 + 160 * words.length;
