import { Resolver } from 'node:dns/promises';
import * as z from 'zod';
import { isOneOf } from '../../../lib/channels/email/addresses.ts';
import { emailSettings } from '../../../lib/channels/email/index.ts';
import { isSuccess } from '../../../lib/channels/shared/answer.ts';
import { readAnswer } from '../../../lib/channels/shared/json.ts';
import type { Http, HttpResponse } from '../../../lib/http.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { right, wrong } from '../findings.ts';

type Settings = z.infer<typeof emailSettings>;

/** https://docs.aws.amazon.com/ses/latest/dg/receiving-email.html */
export const email = defineConnector({
  questions: [
    { setting: 'region', where: 'the AWS region that you deploy to, such as eu-west-1', secret: false },
    {
      setting: 'from',
      where: 'the address as config/deployment.ts has it, such as support@example.com',
      secret: false,
    },
    { setting: 'name', where: 'what customers see beside it, such as Example Support', secret: false, optional: true },
    { setting: 'signingKey', where: 'make one up: openssl rand -hex 32', secret: true },
    { setting: 'configurationSet', where: 'SES console: Configuration sets', secret: false, optional: true },
  ],
  settings: emailSettings,
  // A mail server is not told where to post: its MX record and our receipt rule lead the mail here.
  register: async () => [],
  check: async (settings, _, http) => [
    await standing(settings, http),
    await identity(settings, http),
    await rule(settings, http),
    await route(settings),
  ],
  remains: ({ from, region }, webhook) => [
    `SES console, Identities: verify ${domainOf(from)} and publish the DKIM records that it shows.`,
    'SES console, Account dashboard: request production access, or mail reaches verified addresses only.',
    'SES console, Email receiving: set the rule set that cdk deploy has made as active.',
    `DNS of ${domainOf(from)}: MX 10 ${inboundServer(region)}, and a DMARC record (TXT at _dmarc.${domainOf(from)}).`,
    `Or leave the MX record, and have your own mail server post to ${webhook}: docs/channels/email-server.md.`,
  ],
});

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();

const inboundServer = (region: string) => `inbound-smtp.${region}.amazonaws.com`;

const call = (region: string, request: { method: string; path: string; body?: string }, http: Http) =>
  http({
    ...request,
    url: `https://email.${region}.amazonaws.com${request.path}`,
    headers: request.body ? { 'content-type': 'application/x-www-form-urlencoded' } : {},
    aws: { service: 'ses', region },
  });

const accountShape = z.object({
  ProductionAccessEnabled: z.boolean(),
  SendingEnabled: z.boolean(),
  EnforcementStatus: z.string().optional(),
  SendQuota: z.object({ Max24HourSend: z.number(), MaxSendRate: z.number() }),
});

/** https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetAccount.html */
async function standing({ region }: Settings, http: Http): Promise<Finding> {
  const response = await call(region, { method: 'GET', path: '/v2/email/account' }, http);
  const account = isSuccess(response) ? readAnswer(response.body, accountShape) : undefined;
  if (!account) return refused('the account', response);
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus, SendQuota } = account;
  if (!SendingEnabled)
    return wrong(
      `SES does not let the account send (${EnforcementStatus ?? 'paused'}): see the SES console, Account dashboard.`,
    );
  if (!ProductionAccessEnabled)
    return wrong(
      'The account is in the sandbox and reaches verified addresses only: request production access in the SES console.',
    );
  return right(`SES lets the account send ${SendQuota.Max24HourSend} mails a day, ${SendQuota.MaxSendRate} a second.`);
}

const identityShape = z.object({
  VerifiedForSendingStatus: z.boolean(),
  DkimAttributes: z.object({ Status: z.string() }).optional(),
});

/** The domain or the address itself: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_GetEmailIdentity.html */
async function identity({ region, from }: Settings, http: Http): Promise<Finding> {
  const answers: HttpResponse[] = [];
  for (const name of [domainOf(from), from]) {
    const response = await call(
      region,
      { method: 'GET', path: `/v2/email/identities/${encodeURIComponent(name)}` },
      http,
    );
    answers.push(response);
    const found = isSuccess(response) ? readAnswer(response.body, identityShape) : undefined;
    if (!found?.VerifiedForSendingStatus) continue;
    return found.DkimAttributes?.Status === 'SUCCESS'
      ? right(`${name} is verified and signs by DKIM.`)
      : wrong(`${name} is verified but does not sign by DKIM: publish the records that the SES console shows.`);
  }
  const fault = answers.find(({ status }) => status !== 404 && status >= 300);
  if (fault) return refused('the identities', fault);
  return wrong(
    `Neither ${domainOf(from)} nor ${from} is verified in ${region}: verify one in the SES console, Identities.`,
  );
}

/** https://docs.aws.amazon.com/ses/latest/APIReference/API_DescribeActiveReceiptRuleSet.html */
async function rule({ region, from }: Settings, http: Http): Promise<Finding> {
  const body = 'Action=DescribeActiveReceiptRuleSet&Version=2010-12-01';
  const response = await call(region, { method: 'POST', path: '/', body }, http);
  if (!isSuccess(response)) return refused('the receipt rules', response);
  const text = response.body.toString('utf8');
  const name = /<Metadata>[\s\S]*?<Name>([^<]*)<\/Name>/.exec(text)?.[1];
  const recipients = [...text.matchAll(/<member>([^<>\s]+@[^<>\s]+)<\/member>/g)].map(([, address = '']) => address);
  if (isOneOf(from, recipients)) return right(`The active rule set ${name} takes mail for ${from}.`);
  const otherwise = 'unless your own mail server posts to the webhook.';
  return name === undefined
    ? wrong(`No rule set is active in ${region}, so that no mail comes in: set ours as active, ${otherwise}`)
    : wrong(
        `The active rule set ${name} has no rule for ${from}: deploy its account and set our rule set as active, ${otherwise}`,
      );
}

/** Only a hint: a mail server of the operator's own may well stand there and post to us. */
async function route({ region, from }: Settings): Promise<Finding> {
  const resolver = new Resolver({ timeout: 2_000, tries: 1 });
  const servers = await resolver.resolveMx(domainOf(from)).catch(() => undefined);
  if (!servers) return wrong(`The MX record of ${domainOf(from)} could not be looked up from here.`);
  const names = servers.map(({ exchange }) => exchange).join(', ');
  return names.includes(inboundServer(region))
    ? right(`The MX record of ${domainOf(from)} leads to SES.`)
    : wrong(
        `The MX record of ${domainOf(from)} leads to ${names || 'nowhere'}: for SES it is 10 ${inboundServer(region)}.`,
      );
}

const faultShape = z.object({ message: z.string() });

function refused(what: string, { status, body }: HttpResponse): Finding {
  // The receipt rules have an API of XML.
  const told = /<Message>([^<]*)/.exec(body.toString('utf8'))?.[1];
  const reason = readAnswer(body, faultShape)?.message ?? told ?? 'no reason given';
  return wrong(`SES does not tell of ${what} (${status}: ${reason}): use AWS credentials that may read SES.`);
}
