import { RemovalPolicy, type Stack } from 'aws-cdk-lib';
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  type BehaviorOptions,
  CachePolicy,
  Distribution,
  Function as EdgeFunction,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  type ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type IBucket,
  ObjectOwnership,
} from 'aws-cdk-lib/aws-s3';
import { accept } from '../findings.ts';
import { edgeCode } from './edge-code.ts';
import { STOP_PATH } from '../../../core/household/stop-token.ts';
import { ORIGIN_SECRET_HEADER } from '../../../lambda/address-of.ts';
import { securityHeaders } from './headers.ts';
import { originSecret } from './origin-secret.ts';
import type { Settings } from '../../settings.ts';

/**
 * The one origin of the phone app and its API. `publicUrl` has no slash at its end; CloudFront sends `secret` to the API as
 * {@link ORIGIN_SECRET_HEADER}.
 */
export type Site = { bucket: IBucket; publicUrl: string; distributionName: string; secret: string };

/**
 * CloudFront serves the phone app from a bucket that only it can read, and `/api/*` and the pages to stop messages from the
 * API.
 */
export function site(stack: Stack, api: HttpApi, { domain, securityContact }: Settings): Site {
  const bucket = appBucket(stack);
  const headers = securityHeaders(stack);
  const secret = originSecret(stack);
  const apiHost = `${api.apiId}.execute-api.${stack.region}.${stack.urlSuffix}`;
  // It replaces a header of this name that somebody sends to CloudFront.
  const companion = new HttpOrigin(apiHost, { customHeaders: { [ORIGIN_SECRET_HEADER]: secret } });
  const toCompanion = (responseHeadersPolicy: ResponseHeadersPolicy): BehaviorOptions => ({
    origin: companion,
    // A request over http has already exposed its content: refuse it instead of redirecting it.
    viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
    allowedMethods: AllowedMethods.ALLOW_ALL,
    cachePolicy: CachePolicy.CACHING_DISABLED,
    originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
    responseHeadersPolicy,
  });
  const distribution = new Distribution(stack, 'Site', {
    comment: `${stack.stackName}: the phone app and its API`,
    httpVersion: HttpVersion.HTTP2_AND_3,
    defaultBehavior: {
      origin: S3BucketOrigin.withOriginAccessControl(bucket),
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      responseHeadersPolicy: headers.phone,
      functionAssociations: [
        {
          eventType: FunctionEventType.VIEWER_REQUEST,
          function: new EdgeFunction(stack, 'Paths', {
            code: FunctionCode.fromInline(edgeCode(securityContact)),
            runtime: FunctionRuntime.JS_2_0,
          }),
        },
      ],
    },
    additionalBehaviors: { '/api/*': toCompanion(headers.api), [`${STOP_PATH}*`]: toCompanion(headers.stop) },
    ...(domain && {
      domainNames: [domain.name],
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', domain.certificate),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    }),
  });
  accept(distribution, 'CFR1', 'A household may live, and travel, anywhere.');
  accept(
    distribution,
    'CFR2',
    'A firewall without traffic costs more than all the rest. Requests without a valid proof are refused, and all requests are throttled.',
  );
  accept(distribution, 'CFR3', 'An access log would keep who opened the app, when and from where.');
  if (!domain)
    accept(
      distribution,
      'CFR4',
      'CloudFront’s own name has its own certificate and TLS versions; set `domain` and `certificate` to require TLS 1.2.',
    );
  const publicUrl = `https://${domain?.name ?? distribution.distributionDomainName}`;
  return { bucket, publicUrl, distributionName: distribution.distributionDomainName, secret };
}

function appBucket(stack: Stack): IBucket {
  const bucket = new Bucket(stack, 'PhoneApp', {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    encryption: BucketEncryption.S3_MANAGED,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  accept(
    bucket,
    'S1',
    'It holds the phone app and no personal data. An access log would keep who opened the app.',
  );
  // Under exactOptionalPropertyTypes the class does not match its own interface.
  return bucket as IBucket;
}
