// `npm run skill:package`: writes the folder that `ask deploy` is run in.
import { readOptions, USAGE } from './options.ts';
import { skillPackage } from './skill-package.ts';
import { writePackage } from './write-package.ts';

/** @returns what is wrong, a line each; empty where the package was written */
function make(args: string[]): string[] {
  const options = readOptions(args);
  if ('refused' in options) return [options.refused, '', USAGE];
  const { published, out } = options;
  const made = skillPackage(published);
  if ('refused' in made) return made.refused;
  try {
    writePackage(out, made.files);
  } catch (error) {
    return [`The package could not be written: ${(error as Error).message}`];
  }
  console.log(`Wrote the skill to ${out}.`);
  if (!published.pages)
    console.log(
      'It names no privacy policy and no terms, which is enough for a trial. Certification requires --privacy and --terms.',
    );
  console.log(
    published.endpoint
      ? `Next: cd ${out} && ask deploy`
      : 'It names no endpoint: deploy it only with the stack, which adds its own function.',
  );
  return [];
}

const wrong = make(process.argv.slice(2));
if (wrong.length > 0) {
  console.error(wrong.join('\n'));
  process.exitCode = 1;
}
