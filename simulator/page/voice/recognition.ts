/** The part of the Web Speech API's SpeechRecognition that this page uses. TypeScript's DOM types lack it. */
type Recognition = EventTarget & {
  lang: string;
  start(): void;
  abort(): void;
};
type Heard = Event & { results: ArrayLike<ArrayLike<{ transcript: string }>> };

/** What can go wrong, in this page's words. */
const PROBLEMS: Readonly<Record<string, string>> = {
  'not-allowed': 'No microphone available. Allow it for this page, or type the words.',
  'audio-capture': 'No microphone available. Allow it for this page, or type the words.',
  'no-speech': 'Nothing was heard. Try again, or type the words.',
  network: 'The browser couldn’t reach its speech service. Type the words.',
};

const made = (): (new () => Recognition) | undefined => {
  const { SpeechRecognition, webkitSpeechRecognition } = globalThis as unknown as Record<
    string,
    (new () => Recognition) | undefined
  >;
  return SpeechRecognition ?? webkitSpeechRecognition;
};

/** Whether this browser can turn speech into words. */
export const hasRecognition = (): boolean => made() !== undefined;

/** Listens until somebody stops speaking, and gives the words or what went wrong. `cancel` ends it without either. */
export function recognise(): { heard: Promise<{ words: string } | { problem: string }>; cancel: () => void } {
  const recognition = new (made() as new () => Recognition)();
  recognition.lang = 'en-US';
  const heard = new Promise<{ words: string } | { problem: string }>(resolve => {
    recognition.addEventListener('result', event => {
      const words = (event as Heard).results[0]?.[0]?.transcript.trim() ?? '';
      resolve(words === '' ? { problem: PROBLEMS['no-speech'] ?? '' } : { words });
    });
    recognition.addEventListener('error', event => {
      const { error } = event as Event & { error: string };
      resolve({ problem: PROBLEMS[error] ?? 'The browser couldn’t recognise that. Type the words.' });
    });
    // Some browsers end without a result or an error if nobody spoke.
    recognition.addEventListener('end', () => resolve({ problem: PROBLEMS['no-speech'] ?? '' }));
    recognition.start();
  });
  return { heard, cancel: () => recognition.abort() };
}
