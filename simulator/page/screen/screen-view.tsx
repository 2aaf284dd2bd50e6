import { useEffect, useRef, useState } from 'preact/hooks';
import type { ScreenShape } from '../../device/room-names.ts';
import type { Light } from '../device-view.tsx';
import { type Drawn, SIZES, type ToDraw } from './screen-message.ts';

type Props = {
  shape: ScreenShape;
  light: Light;
  document: object | undefined;
  touched: (sent: unknown[]) => void;
};

const DARK = matchMedia('(prefers-color-scheme: dark)');

/** An Echo with a screen. A frame draws on it what the skill shows, by Amazon's own renderer. */
export function ScreenView({ shape, light, document, touched }: Props) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [isReady, setReady] = useState(false);
  const [isDark, setDark] = useState(DARK.matches);

  useEffect(() => {
    const follow = () => setDark(DARK.matches);
    DARK.addEventListener('change', follow);
    return () => DARK.removeEventListener('change', follow);
  }, []);

  useEffect(() => {
    const hear = ({ source, data }: MessageEvent<Drawn>) => {
      if (source !== frame.current?.contentWindow) return;
      if ('ready' in data) setReady(true);
      else touched(data.sent);
    };
    addEventListener('message', hear);
    return () => removeEventListener('message', hear);
  }, [touched]);

  useEffect(() => {
    if (!isReady || !document) return;
    const toDraw: ToDraw = { document, shape, theme: isDark ? 'dark' : 'light' };
    frame.current?.contentWindow?.postMessage(toDraw, location.origin);
  }, [isReady, document, shape, isDark]);

  return (
    <div class="show" data-shape={shape} data-light={light}>
      <div class="glass" data-empty={document === undefined}>
        <iframe ref={frame} src="/screen" title="The Echo’s screen" {...SIZES[shape]} />
      </div>
      <span class="bar-of-light" role="img" aria-label={`Echo with a screen, ${light}`} />
    </div>
  );
}
