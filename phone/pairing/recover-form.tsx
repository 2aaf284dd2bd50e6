import { useState } from 'preact/hooks';
import type { HouseholdId } from '../../core/household/ids.ts';
import { Field } from '../ui/field.tsx';
import type { Problem } from '../session/problem.ts';
import { isRecoveryCode } from './typed-codes.ts';
import { commonTexts, pairingTexts } from '../ui/texts.ts';

export type Recover = (asked: {
  code: string;
  name: string;
  household?: HouseholdId;
}) => Promise<Problem | undefined>;

type Props = { phoneName: string; household: HouseholdId | undefined; recover: Recover; back: () => void };

/** Asks for the recovery code after the owner has lost the only phone. */
export function RecoverForm({ phoneName, household, recover, back }: Props) {
  const text = pairingTexts.recovery;
  const [code, setCode] = useState('');
  const [name, setName] = useState(phoneName);
  const [problems, setProblems] = useState<{ code?: string; name?: string }>({});
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const wrong = {
      ...(!isRecoveryCode(code) && { code: text.malformed }),
      ...(name.trim() === '' && { name: pairingTexts.pair.nameMissing }),
    };
    setProblems(wrong);
    setTrouble(undefined);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const problem = await recover({ code, name: name.trim(), ...(household && { household }) }).catch(() => ({
      code: 'no-answer' as const,
      title: pairingTexts.pair.noKeys,
    }));
    setBusy(false);
    if (problem) setTrouble(problem.code === 'no-answer' ? pairingTexts.pair.noAnswer : problem.title);
  }

  return (
    <main class="pair">
      <p class="brand">{commonTexts.product}</p>
      <h1>{text.lostTitle}</h1>
      <p>{text.lostAbout}</p>
      <form class="card form" noValidate onSubmit={event => void submit(event)}>
        <Field
          label={text.code}
          hint={text.codeHint}
          problem={problems.code}
          value={code}
          kind="long-code"
          onValue={setCode}
        />
        <Field label={pairingTexts.pair.name} problem={problems.name} value={name} onValue={setName} />
        <p class="problem" role="status">
          {trouble}
        </p>
        <div class="actions">
          <button type="submit" class="danger wide" disabled={busy}>
            {busy ? text.busy : text.submit}
          </button>
          <button type="button" class="quiet wide" onClick={back}>
            {text.back}
          </button>
        </div>
      </form>
    </main>
  );
}
