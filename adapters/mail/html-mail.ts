import type { SupportedLanguage } from '../../core/household/language.ts';
import { html, raw } from 'hono/html';
import type { HtmlEscapedString } from 'hono/utils/html';
import { LETTER_COLORS, type LetterColor } from '../../core/design/letter-colors.ts';
import type { MailWords } from '../../core/text/mail.ts';

type Paint = Partial<Record<'color' | 'background-color' | 'border-color', LetterColor>>;

/** The colours of each element, by the CSS class that sets its colours in dark mode. */
const PAINTS = {
  page: { 'background-color': 'page', color: 'text' },
  card: { 'background-color': 'surface', 'border-color': 'line', color: 'text' },
  words: { 'background-color': 'bubble', color: 'text' },
  quiet: { color: 'muted', 'border-color': 'line' },
  link: { color: 'accent' },
} as const satisfies Record<string, Paint>;
type Painted = keyof typeof PAINTS;

const FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, Helvetica, Arial, sans-serif";

/**
 * The mail as HTML: one column without pictures. Its styles stand at the elements, because many mail programs remove style
 * sheets; those that know the colour scheme take the dark colours from the style sheet.
 */
export const htmlMail = (words: MailWords, stopUrl: string | null, language: SupportedLanguage): string =>
  page(words, stopUrl, language).toString();

const page = (words: MailWords, stopUrl: string | null, language: SupportedLanguage) =>
  html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${words.subject}</title>
        <style>
          ${raw(DARK)}
        </style>
      </head>
      <body ${styled('page', `margin: 0; padding: 24px 12px; font: 16px/1.5 ${FONT}`)}>
        <div ${styled('card', CARD)}>
          <h1 style="margin: 0 0 16px; font-size: 22px; line-height: 1.25">${words.subject}</h1>
          <p style="${P}">${words.greeting}</p>
          <p style="${P}">${words.about}</p>
          ${words.transcript === undefined ? '' : quoted(words.transcript)}
          <p style="${P}">${words.checked}</p>
          ${words.introduction === undefined ? '' : html`<p style="${P}">${words.introduction}</p>`}
          <p ${styled('quiet', FOOT)}>Second Yes${stopUrl === null ? '' : linked(words.stop, stopUrl)}</p>
        </div>
      </body>
    </html>` as HtmlEscapedString;

const P = 'margin: 0 0 16px';
const CARD =
  'max-width: 560px; margin: 0 auto; padding: 28px 28px 20px; border: 1px solid; border-radius: 18px; overflow-wrap: anywhere';
const WORDS =
  'margin: 0 0 16px; padding: 14px 18px; border-radius: 12px; font-size: 18px; white-space: pre-line';
const FOOT = 'margin: 24px 0 0; padding-top: 12px; border-top: 1px solid; font-size: 14px';

/** The words go in the direction of their own script. */
const quoted = (transcript: string) =>
  html`<blockquote dir="auto" ${styled('words', WORDS)}>“${transcript}”</blockquote>`;

const linked = (what: string, url: string) =>
  html` · <a href="${url}" ${styled('link', 'text-decoration: underline')}>${what}</a>`;

const colorsOf = (painted: Painted, scheme: keyof typeof LETTER_COLORS, end: string): string =>
  Object.entries<LetterColor>(PAINTS[painted])
    .map(([property, color]) => `${property}: ${LETTER_COLORS[scheme][color]}${end}`)
    .join(' ');

const styled = (painted: Painted, style: string) =>
  raw(`class="${painted}" style="${style}; ${colorsOf(painted, 'light', ';')}"`);

const DARK = `:root { color-scheme: light dark; }
@media (prefers-color-scheme: dark) {
${Object.keys(PAINTS)
  .map(painted => `.${painted} { ${colorsOf(painted as Painted, 'dark', ' !important;')} }`)
  .join('\n')}
}`;
