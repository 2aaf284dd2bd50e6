import { useState } from 'preact/hooks';
import { Folded } from './folded.tsx';
import { commonTexts } from './texts.ts';

/** A link that the owner sends to somebody: to share, to copy, or to read. */
export function LinkToSend({ link, title }: { link: string; title: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <>
      <div class="actions">
        {'share' in navigator && (
          <button type="button" onClick={() => void share(link, title)}>
            {commonTexts.shareLink}
          </button>
        )}
        <button
          type="button"
          onClick={() =>
            void navigator.clipboard.writeText(link).then(
              () => setCopied(true),
              () => {},
            )
          }
        >
          {copied ? commonTexts.copied : commonTexts.copyLink}
        </button>
      </div>
      <Folded summary={<span>{commonTexts.showLink}</span>}>
        <p class="address link-shown">{link}</p>
      </Folded>
    </>
  );
}

/** Opens the phone's own share sheet. It throws if the owner closes it, which is no problem. */
const share = (url: string, title: string): Promise<void> => navigator.share({ title, url }).catch(() => {});
