import { command, JsonClient } from './json-client.ts';
import type { ThinConfig } from './thin-client.ts';

/*
 * Replaces `@aws-sdk/client-ssm` in the skill's bundle. It has what `ssm-secret.ts` uses of the SDK, under the same names.
 */

export const GetParameterCommand = command('GetParameter');
export const PutParameterCommand = command('PutParameter');

export class SSMClient extends JsonClient {
  constructor(config: ThinConfig) {
    super({ name: 'ssm', target: 'AmazonSSM', version: '1.1' }, config);
  }
}
