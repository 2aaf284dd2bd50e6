import type { interfaces } from 'ask-sdk-model';
import type { MessageId } from '../../core/household/ids.ts';
import type { RenderedScreen } from '../../core/text/screens.ts';

type RenderDocument = interfaces.alexa.presentation.apl.RenderDocumentDirective;

/** The interface that a device with a screen supports. */
export const SCREEN = 'Alexa.Presentation.APL';

/** What a touch on the screen's button sends, in front of the messages that it is about. */
export const DISCARD = 'discard';

/**
 * The APL version of the documents. Later ones add nothing that is needed here, and this is the newest that Amazon's own
 * renderer draws without a connection, as the device simulator does.
 */
export const APL_VERSION = '1.4';

/** The directive that shows a screen. A device that shows one already replaces it. */
export const showScreen = (screen: RenderedScreen): RenderDocument => ({
  type: 'Alexa.Presentation.APL.RenderDocument',
  token: 'screen',
  document: screenDocument(screen),
});

/** One part of a document: a component, a command or a block of resources. */
type Part = { [key: string]: unknown };

/** A text size that grows with the one that is chosen on the device. APL 1.4's own renderer does not know that. */
const scaled = (size: number): string => `\${${size} * (environment.fontScale ?? 1)}dp`;

const round = '${viewport.shape == "round"}';

/** The colours have a contrast of at least 4.5:1, and 3:1 around the button (WCAG 2.2, 1.4.3 and 1.4.11). */
const RESOURCES: Part[] = [
  {
    colors: {
      page: '#121517',
      text: '#f2f4f3',
      muted: '#a9b2ae',
      accent: '#7fd3bf',
      button: '#23403a',
      edge: '#6c8a83',
    },
    dimensions: {
      titleSize: scaled(56),
      lineSize: scaled(36),
      smallSize: scaled(28),
      sidePadding: '6vw',
      topPadding: '6vh',
    },
    strings: { align: 'left', alignItems: 'start' },
  },
  {
    when: '${viewport.theme == "light"}',
    colors: {
      page: '#f4f3ef',
      text: '#1d2120',
      muted: '#5b625f',
      accent: '#0b6356',
      button: '#d7ece6',
      edge: '#5f8078',
    },
  },
  {
    when: round,
    // The corners of the square around the text are not on the screen.
    dimensions: {
      titleSize: scaled(36),
      lineSize: scaled(26),
      smallSize: scaled(22),
      sidePadding: '13vw',
      topPadding: '14vh',
    },
    strings: { align: 'center', alignItems: 'center' },
  },
];

/** What is too long for the screen can be scrolled. */
function screenDocument({ title, lines, hints, discard }: RenderedScreen): Part {
  const parts = [
    text('Second Yes', { size: 'small', color: 'accent' }),
    ...(title === undefined ? [] : [text(title, { size: 'title', color: 'text' })]),
    ...lines.map(line => text(line, { size: 'line', color: 'text' })),
    ...(discard ? [discardButton(discard)] : []),
    ...(hints.length > 0 ? [text(hints.join('  ·  '), { size: 'small', color: 'muted' })] : []),
  ];
  return {
    type: 'APL',
    version: APL_VERSION,
    resources: RESOURCES,
    mainTemplate: {
      items: [
        {
          type: 'Frame',
          width: '100vw',
          height: '100vh',
          backgroundColor: '@page',
          item: {
            type: 'ScrollView',
            width: '100vw',
            height: '100vh',
            item: {
              type: 'Container',
              width: '100vw',
              minHeight: '100vh',
              justifyContent: 'center',
              alignItems: '@alignItems',
              paddingLeft: '@sidePadding',
              paddingRight: '@sidePadding',
              paddingTop: '@topPadding',
              paddingBottom: '@topPadding',
              items: parts,
            },
          },
        },
      ],
    },
  };
}

const text = (words: string, { size, color }: { size: string; color: string }): Part => ({
  type: 'Text',
  text: words,
  color: `@${color}`,
  fontSize: `@${size}Size`,
  fontWeight: size === 'title' ? '700' : '400',
  textAlign: '@align',
  spacing: '10dp',
});

const discardButton = ({ label, messages }: { label: string; messages: readonly MessageId[] }): Part => ({
  type: 'TouchWrapper',
  spacing: '18dp',
  accessibilityLabel: label,
  onPress: [
    { type: 'SendEvent', arguments: [DISCARD, ...messages] },
    // A second touch would come while the first one is answered.
    { type: 'SetState', state: 'disabled', value: true },
  ],
  item: {
    type: 'Frame',
    backgroundColor: '@button',
    borderColor: '@edge',
    borderWidth: '2dp',
    borderRadius: '14dp',
    // Amazon asks for at least 48dp to touch.
    minHeight: '64dp',
    item: {
      type: 'Text',
      text: label,
      color: '@text',
      fontSize: '@lineSize',
      paddingLeft: '36dp',
      paddingRight: '36dp',
      paddingTop: '12dp',
      paddingBottom: '12dp',
    },
  },
});
