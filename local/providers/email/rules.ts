import { addressParser } from 'postal-mime';
import * as z from 'zod';
import { localAccess } from '../../aws/access.ts';
import { isSigned } from '../../cloud/signature.ts';
import type { ApiCall } from '../api.ts';
import { barred } from './barred.ts';

/** What SES says of a call that it refuses. */
export type Fault = { status: number; type: string; message: string };

/** The region that a laptop stands for. */
export const { region } = localAccess;

/** SES knows nobody but by the signature of an AWS account. */
export function signatureFault({ method, path, headers, body }: ApiCall): Fault | undefined {
  if (!headers.authorization)
    return { status: 403, type: 'MissingAuthenticationTokenException', message: 'Missing Authentication Token' };
  const host = `email.${region}.amazonaws.com`;
  const expected = { ...localAccess.credentials, service: 'ses', now: Date.now() };
  if (isSigned({ method, url: path, headers: { ...headers, host }, body }, expected)) return undefined;
  const message = 'The request signature we calculated does not match the signature you provided.';
  return { status: 403, type: 'InvalidSignatureException', message };
}

const said = z.strictObject({ Data: z.string(), Charset: z.literal('UTF-8') });

/** As far as a program of ours needs it: https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export const sendRequest = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: z.array(z.string()).min(1).max(50) }),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: said,
      Body: z.strictObject({ Text: said, Html: said }),
      Headers: z
        .array(
          z.strictObject({
            Name: z.string().regex(/^[!-9;-~]{1,126}$/, 'must be 1 to 126 printable ASCII characters without a colon'),
            Value: z.string().regex(/^[ -~]{1,995}$/, 'must be 1 to 995 printable ASCII characters'),
          }),
        )
        .max(15),
      Attachments: z
        .array(
          z.strictObject({
            FileName: z
              .string()
              .max(255)
              .regex(/\.[^.\s]+$/, 'must have an ending'),
            ContentType: z.string().min(1).max(78),
            ContentDisposition: z.enum(['ATTACHMENT', 'INLINE']),
            // SES knows others, which spoil what is not text.
            ContentTransferEncoding: z.literal('BASE64'),
            RawContent: z.base64(),
          }),
        )
        .optional(),
    }),
  }),
  ConfigurationSetName: z.string().optional(),
});
export type SendRequest = z.infer<typeof sendRequest>;

/** Which of SES's rules a request breaks, if any; the domain of `ours` is the only identity that is verified here. */
export function requestFault({ FromEmailAddress, Destination, Content }: SendRequest, ours: string): Fault | undefined {
  const { Subject, Headers, Attachments = [] } = Content.Simple;
  const [from, ...others] = addressParser(FromEmailAddress);
  if (!/^[ -~]+$/.test(FromEmailAddress) || !from?.address || others.length > 0)
    return malformed('FromEmailAddress is not one address in ASCII');
  if (!Destination.ToAddresses.every(isAddress)) return malformed("Missing final '@domain'");
  if (/\p{Cc}/u.test(Subject.Data)) return malformed('The subject contains control characters');
  const long = Headers.find(({ Name, Value }) => Name.length + Value.length > 996);
  if (long) return malformed(`The header ${long.Name} is longer than 996 characters`);
  if (domainOf(from.address) !== domainOf(ours)) {
    const where = `in region ${region.toUpperCase()}: ${from.address}`;
    return rejected(`Email address is not verified. The following identities failed the check ${where}`);
  }
  const file = Attachments.find(({ FileName }) => barred.has(FileName.split('.').at(-1)?.toLowerCase() ?? ''));
  return file && rejected(`Attachments of this type are not supported: ${file.FileName}`);
}

/** Bytes of a mail at most, as it goes over the wire: https://docs.aws.amazon.com/ses/latest/dg/quotas.html */
const largest = 40_000_000;

export const sizeFault = ({ length }: Buffer): Fault | undefined =>
  length > largest ? rejected(`Message length is more than ${largest} bytes long: '${length}'.`) : undefined;

const malformed = (message: string): Fault => ({ status: 400, type: 'BadRequestException', message });
const rejected = (message: string): Fault => ({ status: 400, type: 'MessageRejected', message });

/** SES reaches addresses in ASCII alone. */
export const isAddress = (text: string): boolean => /^(?=[!-~]+$)[^@<>]+@[^@<>]+\.[^@<>]+$/.test(text);

const domainOf = (address: string) => address.slice(address.lastIndexOf('@') + 1).toLowerCase();
