import type { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { accept } from './accept.ts';
import { output } from '../build/output.ts';

/**
 * Requests a second, and at once, of all phones together. A phone asks about once in ten seconds while its app is open;
 * what one phone or address may ask is limited by the API itself.
 */
const THROTTLE = { rateLimit: 200, burstLimit: 400 };

/** The phone's API, still without what answers it: the site needs its address first. */
export function phoneApi(stack: Stack): HttpApi {
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = api.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle: THROTTLE });
  accept(
    stage,
    'APIG1',
    'An access log would keep who asked when and from where; the functions log each fault with its code.',
  );
  return api;
}

/** Lets the companion answer whatever is asked. */
export function answers(stack: Stack, api: HttpApi, companion: LambdaFunction): void {
  const route = new HttpRoute(stack, 'ApiRoute', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: new HttpLambdaIntegration('Companion', companion),
  });
  accept(
    route,
    'APIG4',
    'Every request carries a proof that a paired phone signed. The companion verifies it, which an authorizer cannot: it covers the body.',
  );
  output(stack, 'ApiAddress', api.apiEndpoint);
}
