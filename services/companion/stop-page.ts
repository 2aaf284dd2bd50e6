import { html, raw } from 'hono/html';
import { LETTER_COLORS } from '../../core/design/letter-colors.ts';
import { sha256 } from '../../core/household/bytes/sha256.ts';
import { STOP_PAGE } from '../../core/text/texts.ts';

/** What a page says, and which buttons it has. */
type Page = {
  says: string[];
  button?: { does: StopAction; label: string };
};

/** What a button of the page asks for. */
export type StopAction = 'stop' | 'allow';

const colors = (scheme: keyof typeof LETTER_COLORS): string =>
  Object.entries(LETTER_COLORS[scheme])
    .map(([name, value]) => `--${name}:${value};`)
    .join('');

const STYLE = [
  `:root{color-scheme:light dark;${colors('light')}}`,
  `@media(prefers-color-scheme:dark){:root{${colors('dark')}}}`,
  'body{margin:0;padding:24px 12px;background:var(--page);color:var(--text);font:16px/1.5 system-ui,sans-serif}',
  'main{max-width:30em;margin:0 auto;padding:28px;border:1px solid var(--line);border-radius:18px;background:var(--surface);overflow-wrap:anywhere}',
  'h1{margin:0 0 16px;font-size:22px;line-height:1.25}p{margin:0 0 16px}',
  'button{min-height:44px;padding:8px 20px;border:0;border-radius:12px;background:var(--accent);color:var(--on-accent);font:inherit;font-weight:600;cursor:pointer}',
  'small{display:block;margin-top:24px;color:var(--muted)}',
].join('');

/** The page runs nothing and loads nothing; its form goes to itself. */
export const STOP_PAGE_POLICY = {
  defaultSrc: ["'none'"],
  styleSrc: [`'sha256-${sha256(STYLE).replace(/-/g, '+').replace(/_/g, '/')}='`],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
};

/** The page, without a script. Its button posts to the address that it was opened at. */
export const stopPage = ({ says, button }: Page) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="robots" content="noindex" />
        <title>${STOP_PAGE.en.title}</title>
        ${raw(`<style>${STYLE}</style>`)}
      </head>
      <body>
        <main>
          <h1>${STOP_PAGE.en.title}</h1>
          ${says.map(sentence => html`<p>${sentence}</p>`)}
          ${
            button
              ? html`<form method="post">
                  <button name="action" value="${button.does}">${button.label}</button>
                </form>`
              : ''
          }
          <small>Second Yes</small>
        </main>
      </body>
    </html>`;
