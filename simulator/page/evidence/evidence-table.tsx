import type { Story } from '../../../core/confidence/story.ts';
import { signed, stepsOf } from './evidence-steps.ts';

/** The same as the picture, as a table: also what weighed nothing, under the names that `model.json` uses. */
export function EvidenceTable({ story }: { story: Story }) {
  return (
    <details class="fold">
      <summary>As a table</summary>
      <div class="scroll" tabIndex={0} role="region" aria-label="Evidence, as a table">
        <table>
          <thead>
            <tr>
              <th scope="col">Turn</th>
              <th scope="col">Observed</th>
              <th scope="col">Weight</th>
              <th scope="col">Sum</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>–</td>
              <td>Before anything was said</td>
              <td>{signed(story.prior)}</td>
              <td>{signed(story.prior)}</td>
            </tr>
            {stepsOf(story).flatMap(({ steps }, turn) =>
              steps.map(({ name, sentence, weight, to }) => (
                <tr key={`${turn} ${name}`}>
                  <td>{turn + 1}</td>
                  <td>
                    {sentence} <small>{name}</small>
                  </td>
                  <td>{signed(weight)}</td>
                  <td>{signed(to)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </div>
    </details>
  );
}
