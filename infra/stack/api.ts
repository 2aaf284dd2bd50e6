import type { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { accept } from './findings.ts';

/**
 * Requests per second, and at the same time, of all phones together. A phone sends about one request in ten seconds while
 * its app is open. The API itself has the rate limits per phone and per address.
 */
const THROTTLE = { rateLimit: 200, burstLimit: 400 };

/** The phone API, still without a route: the site needs the API's address before the functions exist. */
export function phoneApi(stack: Stack): HttpApi {
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = api.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle: THROTTLE });
  accept(
    stage,
    'APIG1',
    'An access log would keep who sent a request, when and from where. The functions log each error with its code.',
  );
  return api;
}

/** Routes every request to the companion. */
export function routeToCompanion(stack: Stack, api: HttpApi, companion: LambdaFunction): void {
  const route = new HttpRoute(stack, 'ApiRoute', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: new HttpLambdaIntegration('Companion', companion),
  });
  accept(
    route,
    'APIG4',
    'Every request carries a proof that a paired phone signed. The companion verifies it. An authorizer cannot, because the proof covers the body.',
  );
}
