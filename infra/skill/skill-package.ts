import { manifestProblems } from './check-manifest.ts';
import { modelProblems } from './check-model.ts';
import { schemaProblems } from './check-schema.ts';
import { interactionModel } from './interaction-model.ts';
import { LOCALES } from './locales.ts';
import { type Published, manifest } from './manifest.ts';

/** The folder in which the ASK CLI looks for the package. */
export const PACKAGE = 'skill-package';

/** The configuration of the ASK CLI (version 2): it deploys the skill only. The CDK app deploys the function. */
const resources = {
  askcliResourcesVersion: '2020-03-31',
  profiles: { default: { skillMetadata: { src: `./${PACKAGE}` } } },
};

/**
 * The text files of the folder that the ASK CLI deploys, by path, without the icons.
 *
 * @returns the files, or what Amazon would refuse in them, a sentence each
 */
export function skillPackage(published: Published): { files: Map<string, unknown> } | { refused: string[] } {
  const skillManifest = manifest(published);
  const models = LOCALES.map(locale => [locale, interactionModel(locale)] as const);
  const refused = [
    ...manifestProblems(skillManifest),
    // Without an endpoint the stack adds its own function to the package.
    ...schemaProblems('manifest', manifest({ endpoint: { uri: 'the stack’s' }, ...published })),
    ...models.flatMap(([locale, model]) =>
      [...modelProblems(model.interactionModel), ...schemaProblems('model', model)].map(
        problem => `${locale}: ${problem}`,
      ),
    ),
  ];
  if (refused.length > 0) return { refused };
  return {
    files: new Map<string, unknown>([
      ['ask-resources.json', resources],
      [`${PACKAGE}/skill.json`, skillManifest],
      ...models.map(
        ([locale, model]) => [`${PACKAGE}/interactionModels/custom/${locale}.json`, model] as const,
      ),
    ]),
  };
}
