import type { SESEvent } from 'aws-lambda';
import { deployment } from '../config/deployment.ts';
import { outsideHttp } from '../lib/aws/deployed.ts';
import { handle, setting } from '../lib/aws/handler.ts';
import { deployedReception } from '../lib/aws/reception.ts';
import { takeMail } from '../lib/mail.ts';

const { accounts } = deployment;
const reception = deployedReception(accounts);
const room = {
  accounts,
  region: setting('AWS_REGION'),
  bucket: setting('MEDIA_BUCKET'),
  http: outsideHttp(),
  now: Date.now,
};

/** Receipt rules of SES: mail to the addresses of our accounts. */
export const handler = handle<SESEvent, void>(async ({ Records }, { awsRequestId }) => {
  for (const record of Records) await takeMail(reception.of(awsRequestId), room, record);
});
