import type { TrustList } from '../../../core/approval/trust-list.ts';
import type { MessageView } from '../../../core/api/message-routes.ts';
import type { PhoneId } from '../../../core/household/ids.ts';
import type { Instant } from '../../../core/household/instant.ts';
import { formatMoment } from '../../ui/time-text.ts';
import { describeActor } from '../../session/actor-text.ts';
import { messageTexts } from '../../ui/texts.ts';

type Props = { history: MessageView['history']; trust: TrustList | undefined; me: PhoneId; now: Instant };

/** The history of a message, one line for each entry. */
export function HistoryEntries({ history, trust, me, now }: Props) {
  return (
    <ol class="log">
      {history.map((entry, index) => {
        const detail = messageTexts.historyDetail(entry);
        return (
          <li key={index}>
            <time>{formatMoment(entry.at, now)}</time>
            <span>
              {messageTexts.historyEvents[entry.event]}
              {'by' in entry && ` ${describeActor(entry.by, me, trust)}`}
              {detail !== undefined && <span class="muted"> — {detail}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
