import { Duration, type Stack } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';

/** The page runs its own script and nothing else, and plays audio that it has checked itself. */
const PHONE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** What is no page runs nothing. */
const API_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** What else a browser is told, as the home host tells it. */
const MORE = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Origin-Agent-Cluster': '?1',
  'X-DNS-Prefetch-Control': 'off',
  'X-Download-Options': 'noopen',
  'X-Permitted-Cross-Domain-Policies': 'none',
};

/** The security headers of the phone app and of its API: those of the home host. */
export function securityHeaders(stack: Stack): Record<'phone' | 'api', ResponseHeadersPolicy> {
  const policy = (id: string, contentSecurityPolicy: string) =>
    new ResponseHeadersPolicy(stack, id, {
      // CloudFront's names are the account's, not the stack's.
      responseHeadersPolicyName: `${stack.stackName}-${stack.region}-${id}`,
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.SAMEORIGIN, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: { accessControlMaxAge: Duration.days(180), override: true },
        xssProtection: { protection: false, override: true },
      },
      customHeadersBehavior: {
        customHeaders: Object.entries(MORE).map(([header, value]) => ({ header, value, override: true })),
      },
    });
  return { phone: policy('PhoneHeaders', PHONE_POLICY), api: policy('ApiHeaders', API_POLICY) };
}
