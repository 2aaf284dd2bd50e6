import { join } from 'node:path';
import { build } from 'esbuild';
import { builtinsByCall } from '../infra/build/builtins-by-call.ts';
import { buildFunction, bundling } from '../infra/build/build-function.ts';
import { anEnvelope, intends, SKILL_ID } from '../test/support/builders/alexa-envelopes.ts';
import { json, jsonProblem, jsonTarget } from '../test/support/aws/aws-json.ts';
import { startAwsWire } from '../test/support/aws/aws-wire.ts';
import { startLambda } from '../test/support/aws/lambda-host.ts';
import { temporaryFolder } from '../test/support/temporary-folder.ts';

/**
 * Measures the cold start of the built skill: from the start of its process to its first answer, to "Alexa, ask second yes
 * for help", with its read of an empty table on this machine. (To "open" it would also ask the companion for a pairing code,
 * as no phone is paired.) It is compared with a hello-world skill on ask-sdk-core that is bundled the same way. The two
 * start in turn. Each round compares medians; several rounds show the spread.
 */
const PAIRS = 25;
const ROUNDS = 4;

const folder = temporaryFolder();
const [own, hello] = [join(folder.path, 'skill'), join(folder.path, 'hello')];
const { bundle } = await buildFunction('skill', own);
const built = await build({
  ...bundling,
  entryPoints: [join(import.meta.dirname, 'hello-world.ts')],
  outfile: join(hello, 'index.mjs'),
  plugins: [builtinsByCall],
});
const helloBytes = Object.entries(built.metafile.outputs).find(([path]) => path.endsWith('.mjs'))?.[1].bytes;

const emptyTable = await startAwsWire({
  service: 'dynamodb',
  operationOf: jsonTarget,
  problem: jsonProblem,
  answer: ({ operation }) => json(operation === 'Query' ? { Items: [] } : {}),
});
const { endpoint, region, credentials } = emptyTable.client;
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

/** Milliseconds from the start of the process to its first answer. */
async function measureColdStart(of: string): Promise<number> {
  const begun = performance.now();
  const host = await startLambda(of, environment);
  await host.invoke(anEnvelope(intends('AMAZON.HelpIntent')));
  const took = performance.now() - begun;
  await host.stop();
  return took;
}

const median = (times: number[]): number => times.toSorted((a, b) => a - b)[times.length >> 1] as number;

const rounds: { skill: number; hello: number; ratio: number }[] = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const times = { skill: [] as number[], hello: [] as number[] };
  for (let pair = 0; pair < PAIRS; pair += 1) {
    times.hello.push(await measureColdStart(hello));
    times.skill.push(await measureColdStart(own));
  }
  const [skill, helloWorld] = [median(times.skill), median(times.hello)];
  rounds.push({ skill, hello: helloWorld, ratio: skill / helloWorld });
}
if (emptyTable.asked.length !== PAIRS * ROUNDS) throw new Error('The skill did not read its household.');
await emptyTable.stop();
folder.remove();

console.log(`skill ${bundle} bytes, hello-world ${helloBytes} bytes; medians of ${PAIRS} starts each`);
for (const { skill, hello: helloWorld, ratio } of rounds)
  console.log(
    `skill ${skill.toFixed(0)} ms, hello-world ${helloWorld.toFixed(0)} ms, ratio ${ratio.toFixed(2)}`,
  );
