import { parseArgs } from 'node:util';
import { skillEndpoint } from './endpoint.ts';
import type { Published } from './manifest.ts';

export const USAGE = `npm run skill:package -- [--endpoint ARN [--region NA|EU|FE]] [--privacy URL --terms URL] [--out FOLDER]

  --endpoint  the ARN of the deployed skill function; leave it out only where the stack makes the skill itself
  --region    which of Alexa's regions it serves, if another one than its AWS region usually does
  --privacy   the https address at which you publish docs/privacy.md, and
  --terms     that of docs/terms.md; certification requires both
  --out       the folder to write, which the ASK CLI deploys; by default dist/skill`;

export type Options = { published: Published; out: string };

/** Parses the command line, or refuses it with a sentence. */
export function readOptions(args: string[]): Options | { refused: string } {
  let values;
  try {
    ({ values } = parseArgs({
      args,
      options: {
        endpoint: { type: 'string' },
        region: { type: 'string' },
        privacy: { type: 'string' },
        terms: { type: 'string' },
        out: { type: 'string', default: 'dist/skill' },
      },
    }));
  } catch (error) {
    return { refused: (error as Error).message };
  }
  const { endpoint, region, privacy, terms, out } = values;
  if (endpoint === undefined && region !== undefined) return { refused: '--region needs --endpoint.' };
  if (out === '') return { refused: '--out must name a folder.' };
  const answering = endpoint === undefined ? undefined : skillEndpoint(endpoint, region);
  if (answering && 'refused' in answering) return answering;
  if ((privacy === undefined) !== (terms === undefined))
    return { refused: '--privacy and --terms are given together or not at all.' };
  return {
    out,
    published: {
      ...(answering && { endpoint: answering }),
      ...(privacy !== undefined && terms !== undefined && { pages: { privacy, terms } }),
    },
  };
}
