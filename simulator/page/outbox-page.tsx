import { useEffect, useState } from 'preact/hooks';
import type { OutboxMail } from '../server/outbox-mail.ts';
import { host, told } from './host.ts';
import { PageHead } from './page-head.tsx';

/** How often the page looks for new mails, in milliseconds. */
const LOOK_EVERY = 2_000;

/** What was released, as the contacts would get it. New mails appear by themselves; players are left alone. */
export function OutboxPage() {
  const [mails, setMails] = useState<readonly OutboxMail[]>();
  const [trouble, setTrouble] = useState<string>();

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const look = async () => {
      try {
        setMails((await host.mails()).mails);
        setTrouble(undefined);
      } catch (error) {
        setTrouble(told(error));
      }
      if (!gone) timer = setTimeout(look, LOOK_EVERY);
    };
    void look();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, []);

  return (
    <main class="page narrow">
      <PageHead title="Outbox" here="/outbox" />
      <p class="openly">
        A stand-in for a mail server: released messages end here, and go nowhere else. Set{' '}
        <code>SMTP_URL</code> to send them.
      </p>
      {trouble && <p role="alert">{trouble}</p>}
      {mails?.length === 0 && <p class="panel none">Nothing was released yet.</p>}
      <ul class="mails" aria-label="Mails">
        {mails?.map(mail => (
          <li key={mail.id} class="panel mail">
            <h2>{mail.subject}</h2>
            <p class="small">
              to {mail.to.join(', ')} ·{' '}
              <time dateTime={new Date(mail.at).toISOString()}>{whenOf(mail.at)}</time>
            </p>
            <audio
              controls
              preload="metadata"
              aria-label={`Recording: ${mail.subject}`}
              src={`/outbox/${encodeURIComponent(mail.id)}/audio`}
            />
            <pre>{mail.text}</pre>
          </li>
        ))}
      </ul>
    </main>
  );
}

const whenOf = (at: number): string =>
  new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
