import type { RefObject } from 'preact';
import { useId, useRef } from 'preact/hooks';

type Props = {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string;
  problem?: string | undefined;
  /** In characters. */
  maxLength?: number;
  /** A phone's keyboard types a code in capitals and an email address in small letters. */
  kind?: 'text' | 'email' | 'code';
  input?: RefObject<HTMLInputElement | null>;
};

/** A labelled text field with a hint, or with the problem if there is one. */
export function Field({ label, value, onValue, hint, problem, maxLength, kind = 'text', input }: Props) {
  const id = useId();
  const own = useRef<HTMLInputElement>(null);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        ref={input ?? own}
        type="text"
        inputMode={kind === 'email' ? 'email' : 'text'}
        class={kind}
        autocomplete="off"
        autocapitalize={kind === 'code' ? 'characters' : kind === 'email' ? 'none' : 'words'}
        spellcheck={false}
        maxLength={maxLength}
        value={value}
        aria-invalid={problem !== undefined}
        aria-describedby={`${id}-about`}
        onInput={event => onValue(event.currentTarget.value)}
      />
      <p id={`${id}-about`} class={problem === undefined ? 'hint' : 'problem'}>
        {problem ?? hint}
      </p>
    </div>
  );
}
