import { useEffect, useState } from 'preact/hooks';
import type { Pairing } from '../session/phone-store.ts';
import type { PairRequest, AwaitingAdmission } from './pair-phone.ts';
import { ASK_ADMISSION_EVERY, poll } from '../session/poll.ts';
import { type Answered, isFinal, type Problem } from '../session/problem.ts';
import { commonTexts, pairingTexts, sessionTexts } from '../ui/texts.ts';

type Props = {
  waiting: AwaitingAdmission;
  pair: (asked: PairRequest) => Promise<Answered<Pairing | AwaitingAdmission>>;
  /** Returns to the pairing form, which shows `trouble`. */
  back: (trouble?: string) => void;
};

/** A new phone shows its check number and asks until it is added or its code is void. */
export function AwaitAdmission({ waiting, pair, back }: Props) {
  const text = pairingTexts.pair;
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const end = poll(async () => {
      const answered = await pair(waiting.waiting);
      const problem = 'problem' in answered ? answered.problem : undefined;
      setLost(problem !== undefined);
      if (!problem || mayPass(problem)) return;
      end();
      back(endOf(problem));
    }, ASK_ADMISSION_EVERY);
    return end;
  }, []);
  return (
    <main class="pair">
      <p class="brand">{commonTexts.product}</p>
      <h1>{text.waitingTitle}</h1>
      <div class="card">
        <p>{text.waitingAbout}</p>
        <p class="shown-code">{waiting.check}</p>
        <p class="muted" role="status">
          {lost ? sessionTexts.connection.lost : text.waiting}
        </p>
        <button type="button" class="quiet" onClick={() => back()}>
          {commonTexts.cancel}
        </button>
      </div>
    </main>
  );
}

/** Whether asking again may help. It does not if the phone could not verify the answer. */
const mayPass = (problem: Problem): boolean => !isFinal(problem) && problem.code !== 'not-understood';

function endOf({ code, title }: Problem): string {
  if (code === 'code-expired') return pairingTexts.pair.expired;
  return code === 'code-wrong' || code === 'code-used-up' ? pairingTexts.pair.refused : title;
}
