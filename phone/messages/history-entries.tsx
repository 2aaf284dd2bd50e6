import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { momentText } from '../ui/time-text.ts';
import { byText } from '../session/actor-text.ts';
import { historyDetail, historyEvents } from '../../core/text/en/history.ts';

type Props = { history: MessageView['history']; trust: TrustList | undefined; me: PhoneId; now: Instant };

/** A message's history, a line each. */
export function Happenings({ history, trust, me, now }: Props) {
  return (
    <ol class="happenings">
      {history.map((entry, index) => {
        const detail = historyDetail(entry);
        return (
          <li key={index}>
            <time>{momentText(entry.at, now)}</time>
            <span>
              {historyEvents[entry.event]}
              {'by' in entry && ` ${byText(entry.by, me, trust)}`}
              {detail !== undefined && <span class="muted"> — {detail}</span>}
            </span>
          </li>
        );
      })}
    </ol>
  );
}
