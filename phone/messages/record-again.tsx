import { useEffect, useRef, useState } from 'preact/hooks';
import type { MessageView } from '../../core/api/message-routes.ts';
import { recordAgain } from '../../core/api/record-again-route.ts';
import { showServer } from '../../core/api/server-routes.ts';
import { seconds } from '../../core/household/instant.ts';
import { RECORDING_LIMITS } from '../../core/message/recording/recording-limits.ts';
import { recordAgain as recordAgainInEnglish } from '../../core/text/en/phone/record-again.ts';
import type { Session } from '../session/session.ts';
import { inPhoneLanguage } from '../ui/texts.ts';
import { announce } from '../ui/toast.tsx';
import { canRecord, startTake, type Take } from './own-voice.ts';

/** The server takes two minutes; a little less leaves room for what the browser adds. */
const LONGEST = RECORDING_LIMITS.longest - seconds(2);

const text = inPhoneLanguage({ en: recordAgainInEnglish });

/** Records the message in the owner's own voice, in the place of the recording that is held. */
export function RecordAgain({ session, view }: { session: Session; view: MessageView }) {
  const [phase, setPhase] = useState<'idle' | 'recording' | 'making'>('idle');
  const [lasted, setLasted] = useState(0);
  const [trouble, setTrouble] = useState<string>();
  const [offered, setOffered] = useState<boolean>();
  const take = useRef<Take | undefined>(undefined);

  useEffect(() => {
    void ask();
  }, []);

  useEffect(() => {
    if (phase !== 'recording') return;
    const began = Date.now();
    const counting = setInterval(() => setLasted(Math.floor((Date.now() - began) / 1_000)), 250);
    const longest = setTimeout(() => void use(), LONGEST);
    return () => {
      clearInterval(counting);
      clearTimeout(longest);
      setLasted(0);
    };
  }, [phase]);
  useEffect(() => () => take.current?.discard(), []);

  async function ask(): Promise<void> {
    const answered = await session.api.call(showServer, {});
    if ('problem' in answered) setTrouble(answered.problem.title);
    else setOffered(answered.got.recordsAgain);
  }

  async function start(): Promise<void> {
    setTrouble(undefined);
    try {
      take.current = await startTake();
      setPhase('recording');
    } catch {
      setTrouble(text.noMicrophone);
    }
  }

  async function use(): Promise<void> {
    const taken = take.current;
    take.current = undefined;
    if (!taken) return;
    setPhase('making');
    const answered = await session.api.call(recordAgain, { message: view.id }, await taken.end());
    setPhase('idle');
    if ('problem' in answered) return setTrouble(answered.problem.title);
    session.listenings.reset(view.id);
    announce(text.made);
    await session.refresh();
  }

  function cancel(): void {
    take.current?.discard();
    take.current = undefined;
    setPhase('idle');
  }

  if (!canRecord()) return <p class="hint">{text.noMicrophone}</p>;
  if (!offered) return <p class="hint">{offered === false ? text.off : trouble}</p>;
  return (
    <div class="actions">
      <p class="hint">{text.about}</p>
      {phase === 'recording' ? (
        <>
          <button type="button" class="wide" onClick={() => void use()}>
            {text.stop}
          </button>
          <button type="button" class="wide quiet" onClick={cancel}>
            {text.cancel}
          </button>
        </>
      ) : (
        <button type="button" class="wide quiet" disabled={phase === 'making'} onClick={() => void start()}>
          {text.start}
        </button>
      )}
      <p class="hint" role="status">
        {phase === 'recording' ? text.recording(lasted) : phase === 'making' ? text.making : trouble}
      </p>
    </div>
  );
}
