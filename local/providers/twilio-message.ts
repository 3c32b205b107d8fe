/** The Messages resource that Twilio answers with: https://www.twilio.com/docs/messaging/api/message-resource */
export function messageOf(
  sid: string,
  { accountSid, from }: { accountSid: string; from: string },
  form: URLSearchParams,
) {
  const uri = `/2010-04-01/Accounts/${accountSid}/Messages/${sid}`;
  const now = new Date().toUTCString().replace('GMT', '+0000');
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: form.get('Body') ?? '',
    date_created: now,
    date_sent: null,
    date_updated: now,
    direction: 'outbound-api',
    error_code: null,
    error_message: null,
    from,
    messaging_service_sid: null,
    num_media: String(form.getAll('MediaUrl').length),
    num_segments: '1',
    price: null,
    price_unit: 'USD',
    sid,
    status: 'queued',
    subresource_uris: { media: `${uri}/Media.json` },
    to: form.get('To'),
    uri: `${uri}.json`,
  };
}
