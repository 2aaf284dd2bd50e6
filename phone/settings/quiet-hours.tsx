import { useId } from 'preact/hooks';
import type { QuietHours } from '../../core/household/settings.ts';
import { settingsTexts } from './settings-texts.ts';

type Props = {
  quietHours: QuietHours | null;
  set: (quietHours: QuietHours | null) => void;
  disabled: boolean;
};

/** Quiet hours are set in the time zone of the phone that sets them. */
export function QuietHoursForm({ quietHours, set, disabled }: Props) {
  const id = useId();
  const text = settingsTexts.rules;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <fieldset class="quiet-hours" disabled={disabled}>
      <legend>{settingsTexts.values.quietHours.label}</legend>
      <label class="check">
        <input
          type="checkbox"
          checked={quietHours !== null}
          onChange={event =>
            set(event.currentTarget.checked ? { from: '22:00', until: '07:00', zone } : null)
          }
        />
        <span>
          {text.useQuietHours} <span class="hint">{text.quietHoursAbout}</span>
        </span>
      </label>
      {quietHours && (
        <div class="times">
          {(['from', 'until'] as const).map(end => (
            <span key={end}>
              <label for={`${id}-${end}`}>{end === 'from' ? text.quietFrom : text.quietUntil}</label>
              <input
                id={`${id}-${end}`}
                type="time"
                value={quietHours[end]}
                onChange={event => {
                  if (event.currentTarget.value)
                    set({ ...quietHours, zone, [end]: event.currentTarget.value });
                }}
              />
            </span>
          ))}
        </div>
      )}
    </fieldset>
  );
}
