import { useId } from 'preact/hooks';

type Props<V extends string | number> = {
  label: string;
  value: V;
  options: readonly (readonly [V, string])[];
  onValue: (value: V) => void;
  disabled?: boolean;
  hint?: string | undefined;
};

/** A labelled menu. A current value that is not among the options is shown as it is. */
export function Choice<V extends string | number>({
  label,
  value,
  options,
  onValue,
  disabled,
  hint,
}: Props<V>) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select
        id={id}
        value={String(value)}
        disabled={disabled}
        aria-describedby={hint === undefined ? undefined : `${id}-hint`}
        onChange={event => {
          const chosen = options.find(([one]) => String(one) === event.currentTarget.value);
          if (chosen) onValue(chosen[0]);
        }}
      >
        {!options.some(([one]) => one === value) && <option value={String(value)}>{String(value)}</option>}
        {options.map(([one, said]) => (
          <option key={one} value={String(one)}>
            {said}
          </option>
        ))}
      </select>
      {hint !== undefined && (
        <p id={`${id}-hint`} class="hint">
          {hint}
        </p>
      )}
    </div>
  );
}
