import { useId } from 'preact/hooks';
import type { Quiet } from '../../core/household/settings.ts';
import { words } from '../../core/text/en/phone.ts';

type Props = { quiet: Quiet | null; set: (quiet: Quiet | null) => void; disabled: boolean };

/** When notifications come without a sound, on the clock of whoever sets it. */
export function QuietHours({ quiet, set, disabled }: Props) {
  const id = useId();
  const text = words.settings;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <fieldset class="quiet-hours" disabled={disabled}>
      <legend>{text.quiet}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={quiet !== null}
          onChange={event =>
            set(event.currentTarget.checked ? { from: '22:00', until: '07:00', zone } : null)
          }
        />
        <span>
          {text.quietOn} <span class="hint">{text.quietAbout}</span>
        </span>
      </label>
      {quiet && (
        <div class="times">
          {(['from', 'until'] as const).map(end => (
            <span key={end}>
              <label for={`${id}-${end}`}>{end === 'from' ? text.quietFrom : text.quietUntil}</label>
              <input
                id={`${id}-${end}`}
                type="time"
                value={quiet[end]}
                onChange={event => {
                  if (event.currentTarget.value) set({ ...quiet, zone, [end]: event.currentTarget.value });
                }}
              />
            </span>
          ))}
        </div>
      )}
    </fieldset>
  );
}
