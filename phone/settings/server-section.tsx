import { useEffect, useState } from 'preact/hooks';
import { showServer, testMail } from '../../core/api/server-routes.ts';
import type { Session } from '../session/session.ts';
import { showDone, showProblem } from '../ui/toast.tsx';
import { commonTexts } from '../ui/texts.ts';
import { settingsTexts } from './settings-texts.ts';

/** The version of the server, and a test of its mail server. */
export function ServerSection({ session: { api } }: { session: Session }) {
  const [server, setServer] = useState<{ version: string; sendsTestMail: boolean }>();
  const [trouble, setTrouble] = useState<string>();
  const [busy, setBusy] = useState(false);
  const text = settingsTexts.server;
  useEffect(() => {
    async function load(): Promise<void> {
      const answered = await api.call(showServer, {});
      setTrouble('problem' in answered ? answered.problem.title : undefined);
      if ('got' in answered) setServer(answered.got);
    }
    void load();
  }, [api]);

  async function sendTest(): Promise<void> {
    setBusy(true);
    const answered = await api.call(testMail, {});
    setBusy(false);
    if ('problem' in answered) return showProblem(answered.problem.title);
    const { result, to, reply } = answered.got;
    if (result === 'taken') return showDone(text.tested.taken(to));
    showProblem([text.tested[result], ...(reply === undefined ? [] : [text.said(reply)])].join(' '));
  }

  return (
    <section aria-labelledby="server">
      <h1 id="server">{text.title}</h1>
      <p class="problem" role="status">
        {trouble}
      </p>
      {!server && trouble === undefined && <p class="muted">{commonTexts.loading}</p>}
      {server && <p>{text.version(server.version)}</p>}
      {server?.sendsTestMail && (
        <div class="actions">
          <button type="button" disabled={busy} onClick={() => void sendTest()}>
            {text.testMail}
          </button>
        </div>
      )}
    </section>
  );
}
