import { AwsProblem, ThinClient, type ThinConfig } from './thin-client.ts';

/**
 * Invokes a function of this account and gives its result. It does not retry: the function may have done its work even if
 * the response is lost. Throws an `AwsProblem`, named `FunctionError` where the function itself threw an error.
 */
export async function invokeFunction(name: string, event: object, config: ThinConfig): Promise<unknown> {
  const client = new ThinClient('lambda', { ...config, maxAttempts: 1 });
  const request = {
    method: 'POST',
    path: `/2015-03-31/functions/${name}/invocations`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(event),
  };
  const { body } = await client.request(request, ({ status, headers }) => {
    if (headers['x-amz-function-error'] !== undefined) return new AwsProblem('FunctionError', status);
    if (status < 300) return undefined;
    const errorType = [headers['x-amzn-errortype'] ?? `Status${status}`].flat().join();
    return new AwsProblem(errorType.replace(/:.*$/, ''), status);
  });
  return JSON.parse(new TextDecoder().decode(body)) as unknown;
}
