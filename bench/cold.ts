import { join } from 'node:path';
import { build } from 'esbuild';
import { builtinsByCall } from '../infra/build/builtins-by-call.ts';
import { buildFunction, bundling } from '../infra/build/build-function.ts';
import { json, jsonProblem, jsonTarget } from '../test/support/aws/aws-json.ts';
import { startAwsWire } from '../test/support/aws/aws-wire.ts';
import { startLambda } from '../test/support/aws/lambda-host.ts';
import { anEnvelope, intends, SKILL_ID } from '../test/support/builders/alexa-envelopes.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';
import { interleave, type Part, ratios, row } from './part.ts';

const REACH = { atMost: 1.6 };

/** The smallest possible skill on ask-sdk-core, bundled as ours is. */
const buildHello = (folder: string) =>
  build({
    ...bundling,
    entryPoints: [join(import.meta.dirname, 'hello-world.ts')],
    outfile: join(folder, 'index.mjs'),
    plugins: [builtinsByCall],
  });

/**
 * The skill is asked for help and reads its household from an empty table on this machine. (To be opened it would also ask
 * the companion function for a pairing code, because no phone is paired.)
 */
export const cold: Part = {
  name: 'cold',
  about: 'The built skill from the start of its process to its first answer, beside a hello-world skill.',
  async run({ short }) {
    const folder = temporaryFolder();
    const [own, hello] = [join(folder.path, 'skill'), join(folder.path, 'hello')];
    await Promise.all([buildFunction('skill', own), buildHello(hello)]);
    const table = await startAwsWire({
      service: 'dynamodb',
      operationOf: jsonTarget,
      problem: jsonProblem,
      answer: ({ operation }) => json(operation === 'Query' ? { Items: [] } : {}),
    });
    const { endpoint, region, credentials } = table.client;
    const environment = {
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: credentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: credentials.secretAccessKey,
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      TABLE_NAME: 'documents',
      BUCKET_NAME: 'recordings',
      PUBLIC_URL: 'https://home.example.org',
      COMPANION_FUNCTION: 'the-companion',
      SEAL_PARAMETER: '/second-yes/seal-key',
      SKILL_ID,
    };
    const answers = new Set<string>();
    const startOf = async (of: string): Promise<number> => {
      const begun = performance.now();
      const host = await startLambda(of, environment);
      const answer = await host.invoke(anEnvelope(intends('AMAZON.HelpIntent')));
      const took = performance.now() - begun;
      if (of === own) answers.add(JSON.stringify(answer));
      await host.stop();
      return took;
    };
    try {
      const rounds = short ? 1 : 100;
      const starts = await interleave(rounds, { hello: () => startOf(hello), own: () => startOf(own) });
      const broken = [];
      if (table.asked.length !== rounds) broken.push('A start of the skill reads its household once.');
      if (answers.size !== 1 || ![...answers].every(answer => answer.includes('outputSpeech')))
        broken.push('Each start of the skill gives the same spoken answer.');
      return {
        rows: [
          row('hello-world', 'ms', starts.hello),
          row('the skill', 'ms', starts.own),
          row('the skill over hello-world', 'times', ratios(starts.own, starts.hello), REACH),
        ],
        broken,
      };
    } finally {
      await table.stop();
      folder.remove();
    }
  },
};
