import type { Exchange } from '../../device/exchange.ts';
import { traceLine } from './trace-line.ts';

/** What went over the wire, turn by turn, newest first: Amazon's envelope to the skill, and its answer. */
export function Inspector({ exchanges }: { exchanges: readonly Exchange[] }) {
  return (
    <section class="panel inspector" aria-labelledby="inspector-title">
      <h2 id="inspector-title">Requests</h2>
      <p class="small">What the skill is sent and what it answers, in the shape that Amazon gives both.</p>
      {exchanges.length === 0 && <p class="none">Nothing was asked of the skill yet.</p>}
      <ol>
        {exchanges
          .map((exchange, index) => (
            <li key={exchange.trace?.request.request.requestId ?? index}>
              <details class="fold">
                <summary>{traceLine(exchange)}</summary>
                <Json title="Request" of={exchange.trace?.request} />
                <Json title="Answer" of={exchange.trace?.answer} />
              </details>
            </li>
          ))
          .toReversed()}
      </ol>
    </section>
  );
}

function Json({ title, of }: { title: string; of: unknown }) {
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <pre tabIndex={0} aria-label={title}>
        {JSON.stringify(of, null, 2)}
      </pre>
    </figure>
  );
}
