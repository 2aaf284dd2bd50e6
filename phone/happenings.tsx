import type { TrustList } from '../lambda/approval/trust-list.ts';
import type { MessageView } from '../lambda/companion/views.ts';
import type { PhoneId } from '../lambda/household/ids.ts';
import type { Instant } from '../lambda/household/instant.ts';
import { momentText } from './time-text.ts';
import { byText } from './whose.ts';
import { words } from './words.ts';

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
