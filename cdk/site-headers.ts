import { Duration } from 'aws-cdk-lib';
import { HeadersFrameOption, HeadersReferrerPolicy, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';

/** What the console's page may do: nothing that it does not need. Files and the API lie at addresses of AWS. */
const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data: blob:",
  'media-src https: blob:',
  "connect-src 'self' https: wss:",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const security = {
  contentSecurityPolicy: { contentSecurityPolicy: pagePolicy, override: true },
  contentTypeOptions: { override: true },
  frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
  referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
  strictTransportSecurity: { accessControlMaxAge: Duration.days(730), includeSubdomains: true, override: true },
};

/** Whatever the page would like to use of a computer, but for the microphone, which calls need. */
const permissions = 'camera=(), display-capture=(), geolocation=(), microphone=(self), payment=(), usb=()';

const anybody = {
  accessControlAllowOrigins: ['*'],
  accessControlAllowMethods: ['GET', 'HEAD'],
  accessControlAllowHeaders: ['*'],
  accessControlAllowCredentials: false,
  originOverride: true,
};

/** `cache` is for how long browsers keep a file; `open` lets the pages of others use it. */
export type SiteHeadersProps = { readonly cache: string; readonly open?: boolean };

/** The headers of one kind of file. */
export function siteHeaders(scope: Construct, id: string, { cache, open = false }: SiteHeadersProps) {
  const custom = {
    'cache-control': cache,
    'permissions-policy': permissions,
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': open ? 'cross-origin' : 'same-origin',
  };
  return new ResponseHeadersPolicy(scope, id, {
    securityHeadersBehavior: security,
    customHeadersBehavior: {
      customHeaders: Object.entries(custom).map(([header, value]) => ({ header, value, override: true })),
    },
    ...(open && { corsBehavior: anybody }),
  });
}
