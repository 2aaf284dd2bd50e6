import { useEffect, useState } from 'preact/hooks';
import type { OutboxMail } from '../server/outbox-mail.ts';
import { errorText, simulatorClient } from './simulator-client.ts';
import { PageHead } from './page-head.tsx';

/** How often the page asks for new mails, in milliseconds. */
const LOOK_EVERY = 2_000;

/** The released messages as the contacts would get them. New mails appear by themselves; a playing recording goes on. */
export function OutboxPage() {
  const [mails, setMails] = useState<readonly OutboxMail[]>();
  const [problem, setProblem] = useState<string>();
  const [phone, setPhone] = useState<{ href: string; paired: boolean }>();

  useEffect(() => {
    simulatorClient.state().then(
      ({ links, paired }) => setPhone({ href: links.phone, paired }),
      () => {},
    );
  }, []);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let gone = false;
    const look = async () => {
      try {
        setMails((await simulatorClient.mails()).mails);
        setProblem(undefined);
      } catch (error) {
        setProblem(errorText(error));
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
      <PageHead title="Outbox" here="/outbox" {...(phone && { phone })} />
      <p class="openly">
        The outbox is used while no mail server is set: messages you send end up here and nowhere else. Set{' '}
        <code>SMTP_URL</code> to send them to your contacts.
      </p>
      {problem && <p role="alert">{problem}</p>}
      {mails?.length === 0 && <p class="panel none">Nothing was sent yet.</p>}
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
