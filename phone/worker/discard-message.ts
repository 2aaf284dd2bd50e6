import { answerMessage } from '../../core/api/message-routes.ts';
import { showTrustList } from '../../core/api/trust-routes.ts';
import { signWithPhoneKey } from '../../core/approval/jws.ts';
import type { MessageId } from '../../core/household/ids.ts';
import type { Api } from '../session/api-client.ts';
import { checkTrustList } from '../session/check-trust-list.ts';
import type { PhoneStore } from '../session/phone-store.ts';
import { isFinal } from '../session/problem.ts';
import { buildDiscard } from '../messages/statements.ts';
import { sessionTexts } from '../ui/texts.ts';

/**
 * Discards a message from its notification with a signed statement, as the app does, under the trust list that this
 * phone has checked. If no answer comes, the statement is stored, and the app sends it again.
 */
export async function discardMessage(
  api: Api,
  store: PhoneStore,
  message: MessageId,
): Promise<'discarded' | 'not-confirmed' | { refused: string }> {
  const paired = await store.loadPairing();
  const links = await api.call(showTrustList, {});
  if (!paired) return { refused: sessionTexts.trust['not-paired'] };
  if ('problem' in links) return { refused: links.problem.title };
  const judged = await checkTrustList(links.got.links, paired);
  if ('fails' in judged) return { refused: sessionTexts.trust[judged.fails] };
  const { phone, key } = await store.loadIdentity();
  const statement = buildDiscard({ id: message }, judged.holds, false);
  const jws = await signWithPhoneKey(statement, 'second-yes-statement', { phone, key });
  const answer = { message, type: 'discard' as const, jws };
  await store.saveUnconfirmed(answer);
  const answered = await api.call(answerMessage, { message }, { jws });
  if ('problem' in answered && !isFinal(answered.problem)) return 'not-confirmed';
  await store.deleteUnconfirmed(answer);
  return 'problem' in answered ? { refused: answered.problem.title } : 'discarded';
}
