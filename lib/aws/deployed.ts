import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Door } from '../console/caller.ts';
import { createHttp, type Http, redirectOrigin } from '../http.ts';
import { openTable, type Table } from '../store/table.ts';
import { setting } from './handler.ts';
import { type Media, openMedia } from './media.ts';
import { openPublishedKeys } from './published-keys.ts';
import type { Credentials } from './sign.ts';
import { signerWith } from './signer.ts';

/** The table that the stack made. */
export const deployedTable = (): Table => openTable(new DynamoDBClient({}), setting('TABLE_NAME'));

/** On a laptop, where the addresses of the outside have their stand-ins; nothing elsewhere. */
const origins: Record<string, string> = JSON.parse(process.env.SEAWAY_ORIGINS ?? '{}');

/** HTTP to the outside. */
export const outsideHttp = (): Http => createHttp(origins, signerWith(roleCredentials));

/** The files that the stack's bucket keeps; `now` is when its links and uploads begin to be good. */
export const deployedMedia = (http: Http, now: () => number = Date.now): Media =>
  openMedia({
    bucket: setting('MEDIA_BUCKET'),
    region: setting('AWS_REGION'),
    http,
    credentials: roleCredentials,
    now,
  });

/** Lets in who has signed in to the console: Cognito publishes its keys there, and so does the provider of a laptop. */
export function deployedDoor(http: Http): Door {
  const issuer = setting('ISSUER');
  const keys = openPublishedKeys(http, Date.now);
  return {
    issuer,
    client: setting('CLIENT_ID'),
    keys: (afresh) => keys(`${issuer}/.well-known/jwks.json`, afresh),
    now: Date.now,
  };
}

/** An address of the outside as a browser is to be given it: on a laptop the browser runs there too. */
export const forBrowsers = (url: string): string => redirectOrigin(url, origins);

/** Of the role that Lambda runs the function as; it hands them over in the environment and renews them there. */
export const roleCredentials = (): Credentials => ({
  accessKeyId: setting('AWS_ACCESS_KEY_ID'),
  secretAccessKey: setting('AWS_SECRET_ACCESS_KEY'),
  sessionToken: process.env.AWS_SESSION_TOKEN,
});
