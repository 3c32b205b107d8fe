import { openMedia } from '../lib/aws/media.ts';
import { signerWith } from '../lib/aws/signer.ts';
import type { MailReceipt } from '../lib/channels/email/receipt.ts';
import { createHttp } from '../lib/http.ts';
import { localAccess } from './aws/access.ts';
import type { Cloud } from './cloud/cloud.ts';
import { sesEvent } from './providers/email/ses-event.ts';

/** Takes a mail the way SES does: into the bucket, and then the function is told. */
export async function takeMail(cloud: Cloud, raw: Buffer, receipt: MailReceipt): Promise<void> {
  const { region, credentials } = localAccess;
  const bucket = cloud.outputs.MediaBucket ?? '';
  const access = () => credentials;
  const http = createHttp(cloud.origins, signerWith(access));
  const media = openMedia({ bucket, region, http, credentials: access, now: Date.now });
  await media.put(`mail/${receipt.messageId}`, raw, 'message/rfc822');
  await cloud.invoke('mail', sesEvent(receipt));
}
