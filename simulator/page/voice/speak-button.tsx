import { useEffect, useRef, useState } from 'preact/hooks';
import { hasRecognition, recognise } from './recognition.ts';

type Props = { busy: boolean; say: (words: string) => void; trouble: (text: string) => void };

/** Lets somebody speak to the page, where the browser turns speech into words. It is off until it is wanted. */
export function SpeakButton({ busy, say, trouble }: Props) {
  const [isOn, setOn] = useState(false);
  const [isListening, setListening] = useState(false);
  const cancel = useRef<() => void>(() => {});
  useEffect(() => () => cancel.current(), []);
  if (!hasRecognition()) return null;

  async function listen(): Promise<void> {
    setListening(true);
    const listening = recognise();
    cancel.current = listening.cancel;
    const answer = await listening.heard;
    setListening(false);
    if ('words' in answer) say(answer.words);
    else trouble(answer.problem);
  }

  return (
    <div class="speak">
      <label class="row">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby="speak-about"
          onChange={event => {
            cancel.current();
            setOn(event.currentTarget.checked);
          }}
        />
        Speak instead of typing
      </label>
      <p class="small" id="speak-about">
        Your browser turns the speech into words. Most browsers send the audio to their maker for that: Chrome
        to Google, Safari to Apple. Second Yes gets only the words.
      </p>
      {isOn && (
        <button type="button" disabled={busy || isListening} onClick={() => void listen()}>
          {isListening ? 'Listening… speak now' : 'Speak'}
        </button>
      )}
    </div>
  );
}
