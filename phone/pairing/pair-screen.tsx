import { useEffect, useState } from 'preact/hooks';
import { AwaitAdmission } from './await-admission.tsx';
import { Field } from '../ui/field.tsx';
import type { Pairing } from '../session/phone-store.ts';
import type { PairRequest, AwaitingAdmission } from './pair-phone.ts';
import { parseHouseholdId, type PairingLink } from './pairing-link.ts';
import { isPairingCode } from './typed-codes.ts';
import { type Recover, RecoverForm } from './recover-form.tsx';
import type { Answered } from '../session/problem.ts';
import type { PairAgainReason } from '../session/session-banner.tsx';
import { commonTexts, pairingTexts, pushTexts } from '../ui/texts.ts';

type Props = {
  link: PairingLink | undefined;
  /** The suggested name of this phone. */
  phoneName: string;
  /** Whether this phone is already paired with another household. */
  replaces: boolean;
  /** Whether the owner should pair from the home screen, which does not share storage with this browser. */
  homeScreenFirst: boolean;
  why: PairAgainReason | undefined;
  pair: (asked: PairRequest) => Promise<Answered<Pairing | AwaitingAdmission>>;
  /** Whether the code of a link still works. */
  isCodeOpen: (code: string) => Promise<boolean>;
  /** Adds this phone with the recovery code. */
  recover: Recover;
  /** Keeps the pairing that this phone has. */
  cancel: () => void;
};

/** Pairs by a link or a typed code. If the household has a phone already, waits until that phone adds this one. */
export function PairScreen({
  link,
  phoneName,
  replaces,
  homeScreenFirst,
  why,
  pair,
  isCodeOpen,
  recover,
  cancel,
}: Props) {
  const text = pairingTexts.pair;
  const [code, setCode] = useState(link?.code ?? '');
  const [name, setName] = useState(phoneName);
  const [problems, setProblems] = useState<{ code?: string; name?: string }>({});
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const [waiting, setWaiting] = useState<AwaitingAdmission>();
  const [lost, setLost] = useState(why === 'lost');

  useEffect(() => {
    if (link) void isCodeOpen(link.code).then(isOpen => !isOpen && setTrouble(text.linkVoid));
  }, []);

  async function submit(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    const wrong = {
      ...(!isPairingCode(code) && { code: text.codeMalformed }),
      ...(name.trim() === '' && { name: text.nameMissing }),
    };
    setProblems(wrong);
    setTrouble(undefined);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    const answered = await pair({
      code,
      name: name.trim(),
      ...(link && { household: link.household }),
      ...(link?.firstLink !== undefined && { firstLink: link.firstLink }),
    }).catch(() => undefined);
    setBusy(false);
    if (!answered) setTrouble(text.noKeys);
    else if ('problem' in answered)
      setTrouble(answered.problem.code === 'no-answer' ? text.noAnswer : answered.problem.title);
    else if ('waiting' in answered.got) setWaiting(answered.got);
  }

  if (lost)
    return (
      <RecoverForm
        phoneName={name}
        household={parseHouseholdId(location.hash)}
        recover={recover}
        back={() => setLost(false)}
      />
    );
  if (waiting)
    return (
      <AwaitAdmission
        waiting={waiting}
        pair={pair}
        back={ended => {
          setWaiting(undefined);
          setTrouble(ended);
        }}
      />
    );

  return (
    <main class="pair">
      <p class="brand">{commonTexts.product}</p>
      <h1>{text.title}</h1>
      {why === 'erased' && <p class="banner">{text.erased}</p>}
      <p>{text.about}</p>
      {homeScreenFirst && (
        <div class="banner">
          <p>{text.homeScreen}</p>
          <ol class="steps">
            {link && <li>{text.writeDownCode(link.code)}</li>}
            {pushTexts.settings.homeScreen.map(step => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </div>
      )}
      {replaces && <p class="warning">{text.otherHousehold}</p>}
      <form class="card form" noValidate onSubmit={event => void submit(event)}>
        <Field
          label={text.code}
          hint={text.codeHint}
          problem={problems.code}
          value={code}
          kind="code"
          onValue={setCode}
        />
        <Field label={text.name} problem={problems.name} value={name} onValue={setName} />
        <p class="problem" role="status">
          {trouble}
        </p>
        <div class="actions">
          <button type="submit" class="primary wide" disabled={busy}>
            {busy ? text.pairing : text.submit}
          </button>
          {!replaces && why !== 'erased' && (
            <button type="button" class="wide quiet" onClick={() => setLost(true)}>
              {pairingTexts.recovery.lost}
            </button>
          )}
          {replaces && (
            <button type="button" class="wide quiet" onClick={cancel}>
              {commonTexts.cancel}
            </button>
          )}
        </div>
      </form>
      {!link && !replaces && why !== 'erased' && <p class="hint">{text.pairedBefore}</p>}
    </main>
  );
}
