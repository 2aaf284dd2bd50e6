import { type Drawn, SIZES, type ToDraw } from './screen-message.ts';

/** The part of Amazon's renderer that is used here (apl-viewhost-web 1.4.0, which has no types). */
type Viewhost = {
  Content: { create(document: string): object };
  default: { create(options: object): { init(): Promise<void>; destroy(): void } };
};

declare global {
  interface Window {
    APL?: Viewhost;
    /** Done once the renderer's engine has started. */
    engine?: Promise<void>;
  }
}

/** Draws in this frame what the page around it asks for, and reports what is touched. */
export function drawScreens(view: HTMLElement): void {
  const report = (drawn: Drawn) => parent.postMessage(drawn, location.origin);
  let shown: { destroy(): void } | undefined;
  let last: Promise<void> = Promise.resolve();

  async function draw({ document, shape, theme }: ToDraw): Promise<void> {
    const { APL } = window;
    if (!APL) return;
    shown?.destroy();
    view.replaceChildren();
    const { width, height } = SIZES[shape];
    view.style.width = `${width}px`;
    view.style.height = `${height}px`;
    const renderer = APL.default.create({
      content: APL.Content.create(JSON.stringify(document)),
      view,
      utcTime: Date.now(),
      localTimeAdjustment: 0,
      theme,
      mode: 'HUB',
      environment: { agentName: 'second-yes', agentVersion: '1', allowOpenUrl: false, disallowVideo: true },
      viewport: { width, height, dpi: 160, isRound: shape === 'round' },
      onSendEvent: ({ arguments: sent }: { arguments: unknown[] }) => report({ sent }),
    });
    await renderer.init();
    shown = renderer;
  }

  addEventListener('message', ({ origin, data }: MessageEvent<ToDraw>) => {
    if (origin === location.origin) last = last.then(() => draw(data)).catch(() => {});
  });
  void window.engine?.then(() => report({ ready: true }));
}
