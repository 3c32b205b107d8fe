import { afterAll, beforeAll, expect, test } from 'vitest';
import { email } from '../../../../cli/channel/connectors/email.ts';
import type { Http } from '../../../../lib/http.ts';
import { type EmailStandIn, startEmail } from '../../../../local/providers/email/index.ts';
import { answer } from '../../../channels/kit.ts';
import { signingHttp } from '../../../local/providers/business.ts';

const webhook = 'https://seaway.example/webhooks/email/main';
let provider: EmailStandIn;
beforeAll(async () => {
  provider = await startEmail({ webhook });
});
afterAll(() => provider.close());

/** What SES would answer instead, by the end of the address. */
const but =
  (answers: Record<string, ReturnType<typeof answer>>): Http =>
  async (request) => {
    const [, other] = Object.entries(answers).find(([end]) => request.url.endsWith(end)) ?? [];
    return other ?? signingHttp(provider.origins)(request);
  };
const checked = async (answers: Record<string, ReturnType<typeof answer>> = {}, more: Record<string, unknown> = {}) =>
  (await email.with({ ...provider.secret, ...more }).check(webhook, but(answers))).slice(0, 3);

const productive = {
  SendingEnabled: true,
  ProductionAccessEnabled: true,
  SendQuota: { Max24HourSend: 1, MaxSendRate: 1 },
};

test('finds all well, and says how fast the account may send', async () => {
  expect(await checked()).toEqual([
    { ok: true, sentence: 'SES lets the account send 50000 mails a day, 14 a second.' },
    { ok: true, sentence: 'seaway.example is verified and signs by DKIM.' },
    { ok: true, sentence: 'The active rule set seaway takes mail for support@seaway.example.' },
  ]);
});

test.each([
  ['the sandbox', { ProductionAccessEnabled: false }, /sandbox.*request production access/],
  [
    'a suspended account',
    { SendingEnabled: false, EnforcementStatus: 'SHUTDOWN' },
    /not let the account send \(SHUTDOWN\)/,
  ],
])('finds %s', async (_, account, sentence) => {
  const [standing] = await checked({ '/account': answer(200, { ...productive, ...account }) });
  expect(standing).toEqual({ ok: false, sentence: expect.stringMatching(sentence) });
});

test('is content with a verified address where its domain is not', async () => {
  const missing = answer(404, { message: 'Email identity does not exist.' });
  const found = { VerifiedForSendingStatus: true, DkimAttributes: { Status: 'NOT_STARTED' } };
  const mine = '/identities/support%40seaway.example';
  expect((await checked({ '/identities/seaway.example': missing, [mine]: answer(200, found) }))[1]).toEqual({
    ok: false,
    sentence: expect.stringContaining('support@seaway.example is verified but does not sign by DKIM'),
  });
  expect((await checked({ '/identities/seaway.example': missing, [mine]: missing }))[1]).toEqual({
    ok: false,
    sentence: expect.stringContaining('Neither seaway.example nor support@seaway.example is verified in us-east-1'),
  });
});

test('finds that no rule takes mail for the address, or none is active', async () => {
  expect((await checked({}, { from: 'info@seaway.example' }))[2]?.sentence).toContain(
    'has no rule for info@seaway.example',
  );
  const none = answer(200, '<DescribeActiveReceiptRuleSetResponse/>');
  expect((await checked({ '.com/': none }))[2]?.sentence).toContain('No rule set is active in us-east-1');
});

test('says what SES says to credentials that may not ask', async () => {
  const barred = answer(403, { message: 'User is not authorized to perform: ses:GetAccount' });
  const barredInXml = answer(
    403,
    '<ErrorResponse><Error><Message>User is not authorized</Message></Error></ErrorResponse>',
  );
  const findings = await checked({ '/account': barred, '/identities/seaway.example': barred, '.com/': barredInXml });
  for (const { ok, sentence } of findings) {
    expect(ok).toBe(false);
    expect(sentence).toContain('User is not authorized');
  }
});

test('fails softly where nobody can look up the MX record', async () => {
  const findings = await email.with({ ...provider.secret, from: 'a@seaway.invalid' }).check(webhook, but({}));
  expect(findings.at(-1)).toEqual({ ok: false, sentence: expect.stringContaining('MX record of seaway.invalid') });
});

test('says which server the MX record has to name, and the other way', () => {
  const remains = email.with(provider.secret).remains(webhook).join('\n');
  expect(remains).toContain('MX 10 inbound-smtp.us-east-1.amazonaws.com');
  expect(remains).toContain(`your own mail server post to ${webhook}`);
});
