import { createHash, createHmac } from 'node:crypto';
import { localAccess } from '../../../local/aws/access.ts';

/** The headers of a GET signed for API Gateway with the local credentials, written apart from what checks them. */
export function signedHeaders(url: string): Record<string, string> {
  const { host, pathname } = new URL(url);
  const time = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const scope = `${day}/${localAccess.region}/execute-api/aws4_request`;
  const headers = `host:${host}\nx-amz-date:${time}\n`;
  const canonical = `GET\n${pathname}\n\n${headers}\nhost;x-amz-date\n${sha256('')}`;
  const day1 = hmac(`AWS4${localAccess.credentials.secretAccessKey}`, day);
  const key = hmac(hmac(hmac(day1, localAccess.region), 'execute-api'), 'aws4_request');
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${time}\n${scope}\n${sha256(canonical)}`).toString('hex');
  const credential = `${localAccess.credentials.accessKeyId}/${scope}`;
  return {
    'x-amz-date': time,
    authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host;x-amz-date, Signature=${signature}`,
  };
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
