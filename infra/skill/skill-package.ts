import { manifestProblems } from './check-manifest.ts';
import { modelProblems } from './check-model.ts';
import { interactionModel } from './interaction-model.ts';
import { LOCALES } from './locales.ts';
import { type Published, manifest } from './manifest.ts';

/** Where the ASK CLI looks for the package, from the folder in which it is run. */
export const PACKAGE = 'skill-package';

/** What the ASK CLI (version 2) deploys from a folder: the skill alone, its function is deployed by the CDK app. */
const resources = {
  askcliResourcesVersion: '2020-03-31',
  profiles: { default: { skillMetadata: { src: `./${PACKAGE}` } } },
};

/**
 * The text files of the folder that the ASK CLI deploys, by path. The icons are not among them.
 *
 * @returns the files, or what Amazon would refuse in them
 */
export function skillPackage(published: Published): { files: Map<string, unknown> } | { refused: string[] } {
  const told = manifest(published);
  const models = LOCALES.map(locale => [locale, interactionModel(locale)] as const);
  const refused = [
    ...manifestProblems(told),
    ...models.flatMap(([locale, model]) =>
      modelProblems(model.interactionModel).map(problem => `${locale}: ${problem}`),
    ),
  ];
  if (refused.length > 0) return { refused };
  return {
    files: new Map<string, unknown>([
      ['ask-resources.json', resources],
      [`${PACKAGE}/skill.json`, told],
      ...models.map(
        ([locale, model]) => [`${PACKAGE}/interactionModels/custom/${locale}.json`, model] as const,
      ),
    ]),
  };
}
