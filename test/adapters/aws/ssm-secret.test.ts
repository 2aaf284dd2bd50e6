import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { SSMClient } from '@aws-sdk/client-ssm';
import { awsClient } from '../../../adapters/aws/aws-client.ts';
import { failureCode } from '../../../services/storage/store-failure.ts';
import { type Secret, ssmSecret } from '../../../adapters/aws/ssm-secret.ts';
import { jsonProblem } from '../../support/aws/aws-json.ts';
import type { Fault } from '../../support/aws/aws-wire.ts';
import { type SsmPeer, startSsmPeer } from '../../support/aws/ssm-peer.ts';
import { PATIENT, timeOutWhereItHangs } from '../../support/aws/time-out.ts';

const name = '/second-yes/stack/anchor-key';
let peer: SsmPeer;
let client: SSMClient;
let secret: Secret;
beforeEach(async () => {
  peer = await startSsmPeer();
  client = new SSMClient({ ...peer.wire.client, ...awsClient({ timeout: PATIENT }) });
  secret = ssmSecret({ client, name });
  timeOutWhereItHangs(peer.wire);
});
afterEach(async () => {
  jest.useRealTimers();
  client.destroy();
  await peer.wire.stop();
});

describe('a secret', () => {
  test('a secret that was never made is undefined', async () => {
    expect(await secret.read()).toBeUndefined();
  });

  test('a secret is made at its first use as a SecureString, and stays the same', async () => {
    expect(await secret.readOrMake(() => 'first')).toBe('first');
    expect(peer.parameters.get(name)).toEqual({ value: 'first', type: 'SecureString' });
    expect(await secret.readOrMake(() => 'second')).toBe('first');
    expect(await secret.read()).toBe('first');
  });

  test('concurrent callers that make a secret all get the same one', async () => {
    const made = await Promise.all(['a', 'b', 'c', 'd'].map(value => secret.readOrMake(() => value)));
    expect(new Set(made)).toEqual(new Set([peer.parameters.get(name)?.value]));
  });

  test.each<[string, Fault]>([
    ['loses its response', 'lost'],
    ['does not answer in time', 'hang'],
    ['throttles', jsonProblem('ThrottlingException', 'Rate exceeded')],
    ['has an internal error', jsonProblem('InternalServerError', 'fault', 500)],
  ])('a secret is made once when the request is repeated because SSM %s', async (_what, fault) => {
    peer.wire.fail('PutParameter', fault);
    expect(await secret.readOrMake(() => 'made')).toBe('made');
    expect(peer.parameters.get(name)?.value).toBe('made');
    expect(peer.wire.operations().filter(one => one === 'PutParameter')).toHaveLength(2);
  });

  test.each([
    ['GetParameter', 'AccessDeniedException'],
    ['GetParameter', 'InvalidKeyId'],
    ['PutParameter', 'AccessDeniedException'],
  ])('no secret is made where %s fails with %s', async (operation, code) => {
    peer.wire.fail(operation, jsonProblem(code));
    const error = await secret.readOrMake(() => 'made').catch((error: unknown) => error);
    expect(failureCode(error)).toBe(code);
    expect(peer.parameters.size).toBe(0);
  });
});
