import type { MessageView } from '../../../core/api/message-routes.ts';
import { getTrustList } from '../../../phone/session/session-state.ts';
import { aSession } from '../../phone/a-phone-app.ts';
import { aHousehold, holding } from './a-household.ts';

/** A household with a held message, and a session without screens that shows it. */
export async function aSessionWithMessage() {
  const home = await aHousehold();
  const message = await holding(home);
  const { session, line, store } = await aSession(home);
  await session.refresh();
  return {
    home,
    message,
    session,
    line,
    store,
    /** The message as a session shows it. */
    viewed: (from = session) => from.state.get().messages?.find(({ id }) => id === message.id) as MessageView,
    /** The trust list of a session, if it is valid. */
    trust: (from = session) => getTrustList(from.state.get()),
  };
}

export type SessionWithMessage = Awaited<ReturnType<typeof aSessionWithMessage>>;
