import type { Session } from '../session/session.ts';
import { getTrustList } from '../session/session-state.ts';
import { useObservable } from '../session/observable.ts';
import { NotificationSwitch } from '../push/notification-switch.tsx';
import { useNotifications } from '../push/use-notifications.ts';
import { messageTexts } from '../ui/texts.ts';

/** After the first contact: the sentence to say to the Echo, and the notification that will follow. */
export function FirstMessage({ session }: { session: Session }) {
  const state = useObservable(session.state);
  const notifications = useNotifications(session.push);
  const [contact] = getTrustList(state)?.contacts.values() ?? [];
  if (state.messages?.length !== 0 || !contact) return null;
  const text = messageTexts.firstMessage;
  return (
    <section class="card" aria-labelledby="first-message">
      <h2 id="first-message">{text.title}</h2>
      <p>{text.say}</p>
      <p class="to-say" dir="auto">
        {text.sentence(contact.name)}
      </p>
      <p>{text.afterwards}</p>
      <NotificationSwitch {...notifications} />
    </section>
  );
}
