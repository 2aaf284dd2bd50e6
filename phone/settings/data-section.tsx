import { useState } from 'preact/hooks';
import type { DataAct } from '../../core/approval/data-order.ts';
import { Field } from '../ui/field.tsx';
import { householdActionsOf } from './household-actions.ts';
import type { Session } from '../session/session.ts';
import { showProblem, showResult } from '../ui/toast.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** Downloads or erases all data of the household. */
export function DataSection({ session, leave }: { session: Session; leave: (why: 'erased') => void }) {
  const [busy, setBusy] = useState<DataAct>();
  const [asked, setAsked] = useState(false);
  const [typed, setTyped] = useState('');
  const text = settingsTexts.data;

  async function download(): Promise<void> {
    setBusy('export');
    const answered = await householdActionsOf(session).exportData();
    setBusy(undefined);
    if ('got' in answered)
      saveFile(answered.got, text.file(new Date(session.now()).toISOString().slice(0, 10)));
    showResult('problem' in answered ? answered.problem.title : undefined, text.exported);
  }

  async function erase(event: Event): Promise<void> {
    event.preventDefault();
    if (busy || typed.trim().toUpperCase() !== text.eraseWord) return;
    setBusy('erase');
    const problem = await householdActionsOf(session).eraseEverything();
    setBusy(undefined);
    if (problem) showProblem(problem.title);
    else leave('erased');
  }

  return (
    <section aria-labelledby="data">
      <h1 id="data">{text.title}</h1>
      <p class="muted">{text.about}</p>
      <div class="actions">
        <button type="button" class="wide" disabled={busy !== undefined} onClick={() => void download()}>
          {busy === 'export' ? text.exporting : text.export}
        </button>
        {!asked && (
          <button type="button" class="wide quiet" onClick={() => setAsked(true)}>
            {text.erase}
          </button>
        )}
      </div>
      {asked && (
        <form class="confirm" onSubmit={event => void erase(event)}>
          <p>{text.eraseAbout}</p>
          <Field label={text.eraseField} value={typed} kind="code" onValue={setTyped} />
          <div class="actions">
            <button
              type="submit"
              class="danger"
              disabled={busy !== undefined || typed.trim().toUpperCase() !== text.eraseWord}
            >
              {busy === 'erase' ? text.erasing : text.eraseSure}
            </button>
            <button type="button" onClick={() => setAsked(false)}>
              {commonTexts.cancel}
            </button>
          </div>
        </form>
      )}
    </section>
  );
}

/** Saves a file through the browser's downloads. */
function saveFile(bytes: Uint8Array, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/zip' }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
