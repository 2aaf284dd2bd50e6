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
  kind?: 'text' | 'email' | 'url' | 'number' | 'code' | 'long-code';
  input?: RefObject<HTMLInputElement | null>;
};

const INPUT_MODES = {
  text: 'text',
  email: 'email',
  url: 'url',
  number: 'numeric',
  code: 'text',
  'long-code': 'text',
} as const;

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
        inputMode={INPUT_MODES[kind]}
        class={kind}
        autocomplete="off"
        autocapitalize={kind.endsWith('code') ? 'characters' : kind === 'text' ? 'words' : 'none'}
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
