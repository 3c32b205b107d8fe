import * as z from 'zod';

const policySchema = z.object({
  ResponseHeadersPolicyConfig: z.object({
    SecurityHeadersConfig: z.object({
      ContentSecurityPolicy: z.object({ ContentSecurityPolicy: z.string() }),
      FrameOptions: z.object({ FrameOption: z.string() }),
      ReferrerPolicy: z.object({ ReferrerPolicy: z.string() }),
      StrictTransportSecurity: z.object({ AccessControlMaxAgeSec: z.number(), IncludeSubdomains: z.boolean() }),
    }),
    CustomHeadersConfig: z.object({ Items: z.array(z.object({ Header: z.string(), Value: z.string() })) }),
    CorsConfig: z.object({ AccessControlAllowOrigins: z.object({ Items: z.array(z.string()) }) }).optional(),
  }),
});

/**
 * The headers that CloudFront would give by a response headers policy of the template. Besides, the page may reach what
 * stands in for AWS on this machine. Throws where the policy lacks what protects the page.
 */
export function headersOf(properties: unknown): Record<string, string> {
  const { SecurityHeadersConfig, CustomHeadersConfig, CorsConfig } =
    policySchema.parse(properties).ResponseHeadersPolicyConfig;
  const { ContentSecurityPolicy, FrameOptions, ReferrerPolicy, StrictTransportSecurity } = SecurityHeadersConfig;
  const { AccessControlMaxAgeSec, IncludeSubdomains } = StrictTransportSecurity;
  const origins = CorsConfig?.AccessControlAllowOrigins.Items.join(', ');
  return {
    'content-security-policy': withThisMachine(ContentSecurityPolicy.ContentSecurityPolicy),
    'strict-transport-security': `max-age=${AccessControlMaxAgeSec}${IncludeSubdomains ? '; includeSubDomains' : ''}`,
    'x-content-type-options': 'nosniff',
    'x-frame-options': FrameOptions.FrameOption,
    'referrer-policy': ReferrerPolicy.ReferrerPolicy,
    ...(origins !== undefined && { 'access-control-allow-origin': origins }),
    ...Object.fromEntries(CustomHeadersConfig.Items.map(({ Header, Value }) => [Header.toLowerCase(), Value])),
  };
}

/** Where https: is allowed, so are the stand-ins, which have no certificate. */
const withThisMachine = (policy: string): string =>
  policy.replaceAll(' https:', ' https: http://127.0.0.1:*').replaceAll(' wss:', ' wss: ws://127.0.0.1:*');
