/**
 * The colours of what contacts get to see: mails, and the page on which they stop messages. Mail programs know no custom
 * properties, so the values stand here; they are those of tokens.css.
 */
export const LETTER_COLORS = {
  light: {
    page: '#f4f3ef',
    surface: '#ffffff',
    bubble: '#e3f1ed',
    line: '#dedcd5',
    text: '#1d2120',
    muted: '#5b625f',
    accent: '#0b6356',
    'on-accent': '#ffffff',
  },
  dark: {
    page: '#121517',
    surface: '#1c2022',
    bubble: '#1f3732',
    line: '#31373a',
    text: '#eceeec',
    muted: '#a5aeab',
    accent: '#6ad1bb',
    'on-accent': '#06231d',
  },
} as const;

export type LetterColor = keyof (typeof LETTER_COLORS)['light'];
