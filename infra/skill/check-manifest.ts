import { LOCALES, SPOKEN } from './locales.ts';
import type { SkillManifest } from './manifest.ts';

/** Amazon's limits for the manifest and the skill store's details. Lengths in characters. */
const LIMITS = {
  name: { least: 2, most: 50 },
  summary: { least: 1, most: 160 },
  description: { least: 1, most: 4_000 },
  examplePhrases: 3,
  keywords: 30,
  testingInstructions: { least: 1, most: 4_000 },
} as const;

/** What Amazon would refuse in this manifest, a sentence each; empty where the manifest is valid. */
export function manifestProblems({ manifest }: SkillManifest): string[] {
  const { locales, testingInstructions } = manifest.publishingInformation;
  const localeProblems = LOCALES.flatMap(locale => {
    const one = locales[locale];
    if (!one) return [`${locale}: it has no texts.`];
    const problems = [
      ...(['name', 'summary', 'description'] as const).flatMap(field =>
        lengthProblem(field, one[field], LIMITS[field]),
      ),
      ...phraseProblems(one.examplePhrases, SPOKEN[locale].invocation),
    ];
    if (one.keywords.length > LIMITS.keywords)
      problems.push(`There are ${one.keywords.length} keywords; at most ${LIMITS.keywords} are allowed.`);
    if (new Set(one.keywords).size < one.keywords.length) problems.push('A keyword is listed twice.');
    return problems.map(problem => `${locale}: ${problem}`);
  });
  const { permissions } = manifest;
  const subscriptionProblems = manifest.events.subscriptions
    .filter(({ eventName }) => eventName.startsWith('SKILL_PERMISSION_') && permissions.length === 0)
    .map(({ eventName }) => `It subscribes to ${eventName} and asks for no permission.`);
  const { locales: pages } = manifest.privacyAndCompliance;
  const addressProblems = Object.entries(pages).flatMap(([locale, { privacyPolicyUrl, termsOfUseUrl }]) =>
    [privacyPolicyUrl, termsOfUseUrl]
      .filter(address => !isPublicPage(address))
      .map(
        address => `${locale}: ${address} must be an https address, without a name of Amazon's in its host.`,
      ),
  );
  return [
    ...localeProblems,
    ...subscriptionProblems,
    ...addressProblems,
    ...lengthProblem('testingInstructions', testingInstructions, LIMITS.testingInstructions),
  ];
}

function lengthProblem(field: string, text: string, { least, most }: { least: number; most: number }) {
  return text.length < least || text.length > most
    ? [`${field} has ${text.length} characters; ${least} to ${most} are allowed.`]
    : [];
}

/** A phrase must begin with the wake word and contain the invocation name. */
function phraseProblems(phrases: readonly string[], invocation: string): string[] {
  const problems = phrases.flatMap(phrase => [
    ...(phrase.startsWith('Alexa, ') ? [] : [`“${phrase}” does not begin with “Alexa, ”.`]),
    ...(phrase.toLowerCase().includes(invocation) ? [] : [`“${phrase}” does not say “${invocation}”.`]),
  ]);
  return phrases.length === LIMITS.examplePhrases
    ? problems
    : [`There are ${phrases.length} example phrases; ${LIMITS.examplePhrases} are required.`, ...problems];
}

/** Amazon's names are not allowed in a page's host (its path may have them): the page must not look like Amazon's. */
const AMAZON_NAME = /(^|[.-])(alexa|amazon|amazonaws|aws)([.-]|$)/;

function isPublicPage(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' && !AMAZON_NAME.test(hostname);
}
