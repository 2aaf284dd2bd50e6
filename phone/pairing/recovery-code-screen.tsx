import { useMemo, useState } from 'preact/hooks';
import { commonTexts, pairingTexts } from '../ui/texts.ts';

type Props = { code: string; address: string; written: () => void };

/** Shows the recovery code once. The owner has to write it down before using the app. */
export function RecoveryCodeScreen({ code, address, written }: Props) {
  const [copied, setCopied] = useState(false);
  const text = pairingTexts.recovery;
  const file = useMemo(
    () => URL.createObjectURL(new Blob([text.file(code, address)], { type: 'text/plain' })),
    [code, address],
  );
  return (
    <main class="pair">
      <p class="brand">{commonTexts.product}</p>
      <h1>{text.title}</h1>
      <p>{text.about}</p>
      <div class="card">
        <p class="shown-code recovery" data-recovery-code>
          {code}
        </p>
        <p class="muted">{text.address(address)}</p>
        <div class="actions">
          <button
            type="button"
            onClick={() =>
              void navigator.clipboard.writeText(`${code}\n${address}`).then(() => setCopied(true))
            }
          >
            {copied ? text.copied : text.copy}
          </button>
          <a class="button" href={file} download="second-yes-recovery.txt">
            {text.save}
          </a>
          <button type="button" class="primary wide" onClick={written}>
            {text.written}
          </button>
        </div>
      </div>
    </main>
  );
}
