import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { manifestProblems } from '../../../infra/skill/check-manifest.ts';
import { schemaProblems } from '../../../infra/skill/check-schema.ts';
import { interactionModel } from '../../../infra/skill/interaction-model.ts';
import { drawIcon } from '../../tools/draw-icon.ts';
import { digestOf, drawing, pictureOf, withSource } from '../../tools/icon-source.ts';
import { LOCALES } from '../../../infra/skill/locales.ts';
import { ICONS, iconSizes, manifest, type SkillManifest } from '../../../infra/skill/manifest.ts';
import { readOptions } from '../../../infra/skill/options.ts';
import { iconFile } from '../../../infra/skill/write-package.ts';
import { bundleForNode } from '../../support/bundle.ts';
import { launchBrowser } from '../../support/browser/browser-session.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const ARN = 'arn:aws:lambda:us-east-1:123456789012:function:second-yes-skill';
const privacy = 'https://example.org/second-yes/privacy';
const terms = 'https://example.org/second-yes/terms';

let bundle: string;
beforeAll(async () => {
  bundle = await bundleForNode(join(ROOT, 'infra', 'skill', 'package.ts'));
});

/** `npm run skill:package` with these arguments, in a process of its own. */
function packaging(...args: string[]): { status: number | null; said: string; complained: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [bundle, ...args], {
    encoding: 'utf8',
  });
  return { status, said: stdout, complained: stderr };
}

describe('npm run skill:package', () => {
  const folder = temporaryFolder();
  const out = join(folder.path, 'skill');
  const inPackage = (...path: string[]) => join(out, 'skill-package', ...path);
  const json = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'));
  afterAll(() => folder.remove());

  test('npm run skill:package writes the folder that the ASK CLI deploys, and keeps the ASK CLI’s own files', () => {
    mkdirSync(join(out, '.ask'), { recursive: true });
    writeFileSync(join(out, '.ask', 'ask-states.json'), '{}');
    const made = packaging('--endpoint', ARN, '--privacy', privacy, '--terms', terms, '--out', out);
    expect(made).toEqual({
      status: 0,
      said: `Wrote the skill to ${out}.\nNext: cd ${out} && ask deploy\n`,
      complained: '',
    });

    expect(json(join(out, 'ask-resources.json'))).toEqual({
      askcliResourcesVersion: '2020-03-31',
      profiles: { default: { skillMetadata: { src: './skill-package' } } },
    });
    for (const locale of LOCALES)
      expect(json(inPackage('interactionModels', 'custom', `${locale}.json`))).toEqual(
        json(join(ROOT, 'interaction-models', `${locale}.json`)),
      );
    expect(readdirSync(inPackage('interactionModels', 'custom'))).toHaveLength(LOCALES.length);
    expect(existsSync(join(out, '.ask', 'ask-states.json'))).toBe(true);
  });

  test('the manifest has the endpoint, its region, the events and the pages', () => {
    const { manifest: told } = json(inPackage('skill.json')) as SkillManifest;
    const answers = { endpoint: { uri: ARN }, regions: { NA: { endpoint: { uri: ARN } } } };
    expect(told.apis).toEqual({ custom: { ...answers, interfaces: [{ type: 'ALEXA_PRESENTATION_APL' }] } });
    expect(told.events).toMatchObject(answers);
    expect(told.events.subscriptions.map(({ eventName }) => eventName)).toEqual([
      'SKILL_ENABLED',
      'SKILL_DISABLED',
      'SKILL_PERMISSION_ACCEPTED',
      'SKILL_PERMISSION_CHANGED',
    ]);
    expect(told.permissions).toEqual([{ name: 'alexa::person_id:read' }]);
    expect(Object.entries(told.privacyAndCompliance.locales)).toEqual(
      LOCALES.map(locale => [locale, { privacyPolicyUrl: privacy, termsOfUseUrl: terms }]),
    );
  });

  test('both icons of each locale are at the paths in the manifest', () => {
    const { locales } = (json(inPackage('skill.json')) as SkillManifest).manifest.publishingInformation;
    for (const locale of LOCALES)
      for (const size of iconSizes) {
        const uri = locales[locale]?.[`${size}IconUri`] ?? '';
        expect(uri).toMatch(/^file:\/\/assets\/images\//);
        const side = ICONS[size];
        expect(pictureOf(readFileSync(inPackage(uri.replace('file://', ''))))).toMatchObject({
          width: side,
          height: side,
        });
      }
  });

  test('npm run skill:package without endpoint and pages says what the package cannot be used for', () => {
    const { status, said } = packaging('--out', join(folder.path, 'without'));
    expect(status).toBe(0);
    expect(said).toContain('It names no endpoint: deploy it only with the stack');
    expect(said).toContain('Certification requires --privacy and --terms.');
  });

  test('npm run skill:package writes nothing that Amazon would refuse, and says why', () => {
    const refused = packaging('--privacy', 'http://x.example', '--terms', terms, '--out', join(out, 'never'));
    expect(refused).toMatchObject({ status: 1, said: '' });
    expect(refused.complained).toContain('en-GB: http://x.example must be an https address');
    expect(existsSync(join(out, 'never'))).toBe(false);
  });

  test('npm run skill:package says in a sentence that it cannot write the folder', () => {
    const { status, complained } = packaging('--out', join(out, 'ask-resources.json', 'x'));
    expect(status).toBe(1);
    expect(complained).toMatch(/^The package could not be written: ENOTDIR.*\n$/);
  });

  test('npm run skill:package prints its usage for unknown arguments', () => {
    const { status, complained } = packaging('--endpoint', 'second-yes-skill');
    expect(status).toBe(1);
    expect(complained).toContain('--endpoint must be the ARN of a Lambda function');
    expect(complained).toContain('npm run skill:package -- ');
  });
});

describe('the options of the package', () => {
  const region = (arn: string, ...more: string[]) => {
    const options = readOptions(['--endpoint', arn, ...more]);
    return 'refused' in options ? options.refused : options.published.endpoint?.region;
  };
  const at = (aws: string) => ARN.replace('us-east-1', aws);

  test.each([
    ['us-east-1', 'NA'],
    ['eu-west-1', 'EU'],
    ['us-west-2', 'FE'],
    ['ap-northeast-1', 'FE'],
    ['eu-central-1', undefined],
  ])('a function in %s serves %s', (aws, served) => {
    expect(region(at(aws))).toBe(served);
  });

  test('a given region overrides the usual one', () => {
    expect(region(at('eu-central-1'), '--region', 'EU')).toBe('EU');
    expect(region(at('us-west-2'), '--region', 'NA')).toBe('NA');
    expect(region(`${ARN}:live`)).toBe('NA');
  });

  test.each<[string[], string]>([
    [['--endpoint', 'https://example.org/alexa'], '--endpoint must be'],
    [['--endpoint', `${ARN}/x`], '--endpoint must be'],
    [['--endpoint', ARN.replace('123456789012', '12')], '--endpoint must be'],
    [['--endpoint', ARN, '--region', 'us-east-1'], "--region must be one of Alexa's: NA, EU, FE."],
    [['--region', 'EU'], '--region needs --endpoint'],
    [['--privacy', privacy], '--privacy and --terms are given together'],
    [['--terms', terms], '--privacy and --terms are given together'],
    [['--out', ''], '--out must name a folder.'],
    [['--endpoint'], 'argument missing'],
    [['--stage', 'live'], "Unknown option '--stage'"],
    [['skill'], 'Unexpected argument'],
  ])('the arguments %j are refused: %s', (args, refusal) => {
    expect(readOptions(args)).toEqual({ refused: expect.stringContaining(refusal) });
  });
});

describe("Amazon's limits on what the store shows", () => {
  test('the manifest keeps Amazon’s limits', () => {
    expect(manifestProblems(manifest({ endpoint: { uri: ARN }, pages: { privacy, terms } }))).toEqual([]);
  });

  const told = manifest({ pages: { privacy, terms } });
  type Shown = NonNullable<SkillManifest['manifest']['publishingInformation']['locales']['en-GB']>;
  const inBritain = (more: Partial<Shown>): SkillManifest => {
    const { publishingInformation } = told.manifest;
    const { locales } = publishingInformation;
    return {
      manifest: {
        ...told.manifest,
        publishingInformation: {
          ...publishingInformation,
          locales: { ...locales, 'en-GB': { ...(locales['en-GB'] as Shown), ...more } },
        },
      },
    };
  };
  const phrases = told.manifest.publishingInformation.locales['en-GB']?.examplePhrases ?? [];

  test.each<[string, Partial<Shown>, string]>([
    ['a name', { name: 'x' }, 'name has 1 characters; 2 to 50 are allowed.'],
    ['a summary', { summary: 'x'.repeat(161) }, 'summary has 161 characters; 1 to 160 are allowed.'],
    ['no description', { description: '' }, 'description has 0 characters; 1 to 4000 are allowed.'],
    [
      'a description',
      { description: 'x'.repeat(4_001) },
      'description has 4001 characters; 1 to 4000 are allowed.',
    ],
    ['two phrases', { examplePhrases: phrases.slice(1) }, 'There are 2 example phrases; 3 are required.'],
    [
      'a phrase',
      { examplePhrases: ['Open second yes', ...phrases.slice(1)] },
      '“Open second yes” does not begin with “Alexa, ”.',
    ],
    [
      'a name in a phrase',
      { examplePhrases: ['Alexa, open it', ...phrases.slice(1)] },
      '“Alexa, open it” does not say “second yes”.',
    ],
    [
      'keywords',
      { keywords: Array.from({ length: 31 }, (_, at) => `word ${at}`) },
      'There are 31 keywords; at most 30 are allowed.',
    ],
    ['a keyword', { keywords: ['mail', 'mail'] }, 'A keyword is listed twice.'],
  ])('a manifest breaks Amazon’s limits by %s', (_, more, problem) => {
    expect(manifestProblems(inBritain(more))).toEqual([`en-GB: ${problem}`]);
  });

  test.each([
    ['http://example.org/privacy', false],
    ['privacy.md', false],
    ['https://my-alexa.example.org/privacy', false],
    ['https://bucket.s3.amazonaws.com/privacy', false],
    ['https://example.org/alexa/privacy', true],
    ['https://lawsuits.example.org/', true],
  ])('a privacy policy at %s is allowed: %j', (page, allowed) => {
    const problems = manifestProblems(manifest({ pages: { privacy: page, terms } }));
    expect(problems).toHaveLength(allowed ? 0 : LOCALES.length);
  });

  test('a manifest must not subscribe to the permissions of a skill that asks for none', () => {
    expect(manifestProblems({ manifest: { ...told.manifest, permissions: [] } })).toEqual([
      'It subscribes to SKILL_PERMISSION_ACCEPTED and asks for no permission.',
      'It subscribes to SKILL_PERMISSION_CHANGED and asks for no permission.',
    ]);
  });

  test('the manifest and the models fit Amazon’s own schemas', () => {
    const problems = [
      ...schemaProblems('manifest', manifest({ endpoint: { uri: ARN }, pages: { privacy, terms } })),
      ...LOCALES.flatMap(locale => schemaProblems('model', interactionModel(locale))),
    ];
    expect(problems).toEqual([]);
  });

  const withEndpoint = manifest({ endpoint: { uri: ARN } }).manifest;
  test.each<[string, object, string]>([
    [
      'an interface that does not exist',
      { apis: { custom: { interfaces: [{ type: 'NOPE' }] } } },
      '/manifest/apis/custom/interfaces/0/type cannot be "NOPE".',
    ],
    ['a field that does not exist', { permisions: [] }, '/manifest cannot have permisions.'],
    [
      'a permission that does not exist',
      { permissions: [{ name: 'x' }] },
      '/manifest/permissions/0/name cannot be "x".',
    ],
    ['events without an endpoint', { events: {} }, '/manifest/events has no endpoint.'],
    ['a text in place of a list', { permissions: 'x' }, '/manifest/permissions is "x".'],
    ['a list in place of an object', { events: [] }, '/manifest/events is a list.'],
    ['an object in place of a text', { manifestVersion: {} }, '/manifest/manifestVersion cannot be {}.'],
  ])('%s does not fit Amazon’s schema', (_, more, problem) => {
    expect(schemaProblems('manifest', { manifest: { ...withEndpoint, ...more } })).toEqual([problem]);
  });

  test('a manifest breaks Amazon’s limits by a locale without texts, and by no testing instructions', () => {
    const { publishingInformation } = told.manifest;
    const bare = { ...publishingInformation, testingInstructions: '', locales: {} };
    expect(manifestProblems({ manifest: { ...told.manifest, publishingInformation: bare } })).toEqual([
      ...LOCALES.map(locale => `${locale}: it has no texts.`),
      'testingInstructions has 0 characters; 1 to 4000 are allowed.',
    ]);
  });
});

describe('the icons', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launchBrowser();
  });
  afterAll(() => browser.close());

  test.each(iconSizes)(
    'the %s icon has its size and is drawn from the current icon.svg (test/tools/draw-icons.ts)',
    size => {
      const side = ICONS[size];
      expect(pictureOf(readFileSync(iconFile(size)))).toEqual({
        width: side,
        height: side,
        source: digestOf(drawing()),
      });
    },
  );

  test.each(iconSizes)('the %s icon looks as a browser draws icon.svg', async size => {
    const drawn = await drawIcon(browser, drawing(), ICONS[size]);
    const page = await browser.newPage();
    const apart = await page.evaluate(
      async ([one, other]) => {
        const pixelsOf = async (png: string) => {
          const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${png}`)).blob());
          const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
          context?.drawImage(image, 0, 0);
          return context?.getImageData(0, 0, image.width, image.height).data ?? [];
        };
        const [a, b] = [await pixelsOf(one as string), await pixelsOf(other as string)];
        let sum = 0;
        for (let at = 0; at < a.length; at += 1) sum += Math.abs((a[at] ?? 0) - (b[at] ?? 0));
        return sum / a.length;
      },
      [readFileSync(iconFile(size)).toString('base64'), drawn.toString('base64')],
    );
    await page.close();
    // Browsers smooth edges differently.
    expect(apart).toBeLessThan(1);
  });

  test('a PNG without a source has none, and other bytes are no PNG', () => {
    const png = readFileSync(iconFile('small'));
    expect(pictureOf(withSource(png, 'another'))?.source).toBe(digestOf(drawing()));
    expect(pictureOf(png.subarray(0, 33))).toEqual({ width: 108, height: 108, source: undefined });
    expect(pictureOf(Buffer.from(drawing()))).toBeUndefined();
  });
});
