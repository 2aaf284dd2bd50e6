import type { TrustList } from '../../core/approval/trust-list.ts';
import type { MessageView } from '../../core/api/views.ts';
import type { PhoneId } from '../../core/household/ids.ts';
import type { Instant } from '../../core/household/instant.ts';
import { momentText } from '../ui/time-text.ts';
import { byText } from '../session/actor-text.ts';
import { words } from '../../core/text/en/phone.ts';

type Props = { history: MessageView['history']; trust: TrustList | undefined; me: PhoneId; now: Instant };

/** A message's history, a line each. */
export function Happenings({ history, trust, me, now }: Props) {
  return (
    <ol class="happenings">
      {history.map(({ at, what, by: who, detail }, index) => (
        <li key={index}>
          <time>{momentText(at, now)}</time>
          <span>
            {words.happened[what] ?? what}
            {who !== undefined && ` ${byText(who, me, trust)}`}
            {detail !== undefined && <span class="muted"> — {words.happenedDetail[detail] ?? detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
