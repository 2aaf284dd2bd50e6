import { Duration, type Stack } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import {
  NOTHING_LOADS,
  PHONE_APP_POLICY,
  policyHeader,
} from '../../../services/companion/requests/security-policies.ts';

/** Further headers, as the home server sends them. */
const FURTHER_HEADERS = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** The security headers of the phone app, of its API and of the pages to stop messages, as the home server sends them. */
export function securityHeaders(stack: Stack): Record<'phone' | 'api' | 'stop', ResponseHeadersPolicy> {
  /** Without a content security policy, that of the answer holds. */
  const policy = (id: string, contentSecurityPolicy?: string) =>
    new ResponseHeadersPolicy(stack, id, {
      // Names in CloudFront are unique in an account.
      responseHeadersPolicyName: `${stack.stackName}-${stack.region}-${id}`,
      securityHeadersBehavior: {
        ...(contentSecurityPolicy !== undefined && {
          contentSecurityPolicy: { contentSecurityPolicy, override: true },
        }),
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(180), override: true },
        xssProtection: { protection: false, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(FURTHER_HEADERS).map(([header, value]) => ({
          header,
          value,
          override: true,
        })),
      },
    });
  return {
    phone: policy('PhoneHeaders', policyHeader(PHONE_APP_POLICY)),
    api: policy('ApiHeaders', policyHeader(NOTHING_LOADS)),
    stop: policy('StopHeaders'),
  };
}
