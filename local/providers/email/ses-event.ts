import type { MailReceipt } from '../../../lib/channels/email/receipt.ts';

/** How SES tells a function of a mail: https://docs.aws.amazon.com/ses/latest/dg/receiving-email-action-lambda-event.html */
export function sesEvent({ messageId, at, recipients, returnPath = '', verdicts }: MailReceipt) {
  const timestamp = new Date(at).toISOString();
  const verdict = (name: keyof typeof verdicts) => ({ status: verdicts[name] ?? 'GRAY' });
  const mail = { timestamp, source: returnPath, messageId, destination: recipients };
  const receipt = {
    timestamp,
    processingTimeMillis: 1,
    recipients,
    spamVerdict: verdict('spam'),
    virusVerdict: verdict('virus'),
    spfVerdict: verdict('spf'),
    dkimVerdict: verdict('dkim'),
    dmarcVerdict: verdict('dmarc'),
    action: {
      type: 'Lambda',
      functionArn: 'arn:aws:lambda:us-east-1:000000000000:function:mail',
      invocationType: 'Event',
    },
  };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] };
}
