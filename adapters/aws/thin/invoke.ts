import { AwsProblem, ThinClient, type ThinConfig } from './thin-client.ts';

/**
 * Runs a function of this account and waits for its answer. One try: what it does may be done although no answer came.
 * Throws what AWS answers instead, and `FunctionError` where the function broke off.
 */
export async function invokeFunction(name: string, event: object, config: ThinConfig): Promise<unknown> {
  const client = new ThinClient('lambda', { ...config, maxAttempts: 1 });
  const request = {
    method: 'POST',
    path: `/2015-03-31/functions/${name}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  };
  const { body } = await client.ask(request, ({ status, headers }) => {
    if (headers['x-amz-function-error'] !== undefined) return new AwsProblem('FunctionError', status);
    if (status < 300) return undefined;
    const said = [headers['x-amzn-errortype'] ?? `Status${status}`].flat().join();
    return new AwsProblem(said.replace(/:.*$/, ''), status);
  });
  return JSON.parse(new TextDecoder().decode(body)) as unknown;
}
