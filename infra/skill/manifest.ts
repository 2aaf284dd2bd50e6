import { type Locale, LOCALES, SPOKEN } from './locales.ts';

const TESTING = `No account, hardware or payment is needed; a phone or desktop browser (Chrome, Safari, Firefox or Edge) and an email address of yours are.

1. Say "Alexa, open second yes". A card in the Alexa app (More, Activity) shows an address and a code.
2. Open the address in the browser, type the code and press "Pair this phone". Write down the recovery code that it shows. (On an iPhone, first add the page to the home screen and open it there.)
3. Under Contacts add a contact, for example Anna, with your own email address.
4. Say "Alexa, tell second yes to send a message to Anna". The skill asks "What is the message?", or first "What was the name, once more?" Say for example "Dinner is at seven."
5. The skill says that it is holding it. The phone app shows the message within seconds. Play it, then press "Send it". The email arrives with the audio file. Or press "Discard": nothing is sent.
6. Hold another message. The skill asks "Anything to add?" Answer "add", and more words; "done" keeps the message, "cancel" discards it. Later say "Alexa, ask second yes what's waiting", or "Alexa, ask second yes to discard it". A device with a screen shows the question, or the held message with a Discard button; it never shows a name, a word of a message or the pairing code.
7. What is not answered within one hour is erased and never sent. Disabling the skill erases everything.`;

/** The icon sizes that Amazon requires, in pixels, by their names in the manifest. */
export const ICONS = { small: 108, large: 512 } as const;
export type IconSize = keyof typeof ICONS;
export const iconSizes = Object.keys(ICONS) as IconSize[];

/** The path of an icon in the skill package. */
export const iconPath = (locale: Locale, size: IconSize): string => `assets/images/${locale}_${size}Icon.png`;

const byLocale = <T>(make: (locale: Locale) => T): Partial<Record<Locale, T>> =>
  Object.fromEntries(LOCALES.map(locale => [locale, make(locale)]));

/** What is known only after the deployment: the endpoint, and the pages that certification requires. */
export type Published = { endpoint?: SkillEndpoint; pages?: { privacy: string; terms: string } };

/** The ARN of a Lambda function. It serves all of Alexa's regions, and is named for one of them. */
export type SkillEndpoint = { uri: string; region?: AlexaRegion };

export const ALEXA_REGIONS = ['NA', 'EU', 'FE'] as const;
export type AlexaRegion = (typeof ALEXA_REGIONS)[number];

/** The skill's manifest (manifest schema 1.0 of the Alexa Skills Kit). */
export function manifest({ endpoint, pages }: Published = {}) {
  const answers = endpoint && {
    endpoint: { uri: endpoint.uri },
    ...(endpoint.region && { regions: { [endpoint.region]: { endpoint: { uri: endpoint.uri } } } }),
  };
  return {
    manifest: {
      manifestVersion: '1.0',
      publishingInformation: {
        category: 'COMMUNICATION',
        distributionMode: 'PUBLIC',
        distributionCountries: [],
        isAvailableWorldwide: true,
        locales: byLocale(locale => ({
          ...SPOKEN[locale].store,
          smallIconUri: `file://${iconPath(locale, 'small')}`,
          largeIconUri: `file://${iconPath(locale, 'large')}`,
        })),
        testingInstructions: TESTING,
      },
      apis: {
        custom: {
          ...answers,
          // The documents fit every shape and size, so no viewports are listed.
          interfaces: [{ type: 'ALEXA_PRESENTATION_APL' }],
        },
      },
      events: {
        ...answers,
        subscriptions: [
          { eventName: 'SKILL_ENABLED' },
          // Erases the household.
          { eventName: 'SKILL_DISABLED' },
          { eventName: 'SKILL_PERMISSION_ACCEPTED' },
          { eventName: 'SKILL_PERMISSION_CHANGED' },
        ],
      },
      // Whether Alexa recognised the voice is evidence. Without the permission there is none, and all else works.
      permissions: [{ name: 'alexa::person_id:read' }],
      privacyAndCompliance: {
        allowsPurchases: false,
        usesPersonalInfo: true,
        isChildDirected: false,
        isExportCompliant: true,
        containsAds: false,
        locales: pages
          ? byLocale(() => ({ privacyPolicyUrl: pages.privacy, termsOfUseUrl: pages.terms }))
          : {},
      },
    },
  };
}

export type SkillManifest = ReturnType<typeof manifest>;
