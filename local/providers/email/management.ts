import { parseForm } from '../../../lib/channels/shared/form.ts';
import type { ApiAnswer, ApiCall } from '../api.ts';

/** What SES tells an operator of the account: its standing, its identities, and the rules for mail that comes in. */
export function management({ method, path, body }: ApiCall, ours: string): ApiAnswer | undefined {
  const domain = ours.split('@').at(-1);
  if (method === 'GET' && path === '/v2/email/account') return { status: 200, body: account };
  if (method === 'GET' && path === `/v2/email/identities/${domain}`) return { status: 200, body: identity };
  if (method === 'POST' && path === '/' && parseForm(body).get('Action') === 'DescribeActiveReceiptRuleSet')
    return { status: 200, headers: { 'content-type': 'text/xml' }, body: Buffer.from(ruleSetOf(ours)) };
  return undefined;
}

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
const account = {
  DedicatedIpAutoWarmupEnabled: true,
  EnforcementStatus: 'HEALTHY',
  ProductionAccessEnabled: true,
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 0 },
  SendingEnabled: true,
};

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
const identity = {
  IdentityType: 'DOMAIN',
  VerifiedForSendingStatus: true,
  VerificationStatus: 'SUCCESS',
  DkimAttributes: { SigningEnabled: true, Status: 'SUCCESS' },
};

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeActiveReceiptRuleSet.html */
const ruleSetOf = (address: string) =>
  `<DescribeActiveReceiptRuleSetResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><DescribeActiveReceiptRuleSetResult>
<Metadata><Name>seaway</Name><CreatedTimestamp>2026-03-12T09:15:00.000Z</CreatedTimestamp></Metadata>
<Rules><member><Name>main</Name><Enabled>true</Enabled><Recipients><member>${address}</member></Recipients></member></Rules>
</DescribeActiveReceiptRuleSetResult></DescribeActiveReceiptRuleSetResponse>`;
