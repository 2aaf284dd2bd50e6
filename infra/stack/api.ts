import type { Stack } from 'aws-cdk-lib';
import { HttpApi, HttpRoute, HttpRouteKey } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { accept } from './findings.ts';
import { API_THROTTLE } from './own-limits.ts';

/** The phone API, still without a route: the site needs the API's address before the functions exist. */
export function phoneApi(stack: Stack): HttpApi {
  const api = new HttpApi(stack, 'Api', { createDefaultStage: false });
  const stage = api.addStage('Stage', { stageName: '$default', autoDeploy: true, throttle: API_THROTTLE });
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
    'Every request of a phone carries a proof that it signed, and the proof covers the body, so the companion verifies it and no authorizer can. Telegram’s updates carry a secret, and the pages to stop messages are for everybody who has a link.',
  );
}
