import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type * as z from 'zod';
import type { ServiceAccount } from '../../lib/channels/shared/google-token.ts';
import { type ApiAnswer, type ApiCall, jsonOf, Refused } from './api.ts';

/** Where both stand-ins of Google sign in: whichever takes the call, both know the token. */
export const signInAddress = 'https://oauth2.googleapis.com/token';

let known: ServiceAccount | undefined;

/** The one service account there is, with a key that lives as long as this process. */
export function serviceAccount(): ServiceAccount {
  known ??= {
    clientEmail: 'seaway@local.iam.gserviceaccount.com',
    privateKey: generateKeyPairSync('rsa', {
      modulusLength: 2048,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
  };
  return known;
}

/** The token for a scope; it says which, so that nobody has to remember whom it was given to. */
const tokenOf = (scope: string) => `ya29.${Buffer.from(scope).toString('base64url')}`;

/** Signs a service account in: https://developers.google.com/identity/protocols/oauth2/service-account#httprest */
export function signIn({ body }: ApiCall): ApiAnswer {
  const form = new URLSearchParams(body.toString('utf8'));
  if (form.get('grant_type') !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
    return deny('unsupported_grant_type', 'Invalid grant_type');
  const [header = '', claims = '', signature = ''] = (form.get('assertion') ?? '').split('.');
  const { iss, aud, scope, iat, exp } = claimsIn(claims);
  const { clientEmail, privateKey } = serviceAccount();
  if (iss !== clientEmail) return deny('invalid_grant', 'Invalid grant: account not found');
  const signed = Buffer.from(`${header}.${claims}`);
  if (!verify('RSA-SHA256', signed, createPublicKey(privateKey), Buffer.from(signature, 'base64url')))
    return deny('invalid_grant', 'Invalid JWT Signature.');
  if (aud !== signInAddress) return deny('invalid_grant', 'Invalid JWT: Failed audience check.');
  const now = Date.now() / 1000;
  if (typeof iat !== 'number' || typeof exp !== 'number' || exp < now || iat > now + 300 || exp - iat > 3600)
    return deny('invalid_grant', 'Invalid JWT: Token must be a short-lived token (60 minutes)');
  if (typeof scope !== 'string') return deny('invalid_scope', 'No scope was given');
  return { status: 200, body: { access_token: tokenOf(scope), expires_in: 3599, token_type: 'Bearer' } };
}

function claimsIn(part: string): Record<string, unknown> {
  const claims = jsonOf(Buffer.from(part, 'base64url'));
  return claims !== null && typeof claims === 'object' ? { ...claims } : {};
}

function deny(error: string, error_description: string): never {
  throw new Refused({ status: 400, body: { error, error_description } }, `${error}: ${error_description}`);
}

/** Refuses a call whose token is not for this scope. */
export function authorise({ headers }: ApiCall, scope: string): void {
  if (headers.authorization !== `Bearer ${tokenOf(scope)}`)
    refuse(401, 'UNAUTHENTICATED', 'Request had invalid authentication credentials.');
}

/** Refuses a call in the words of Google's APIs: https://cloud.google.com/apis/design/errors */
export function refuse(code: number, status: string, message: string, sender?: string): never {
  throw new Refused({ status: code, body: { error: { code, message, status } } }, `${status}: ${message}`, sender);
}

/** A body of this shape; any other is refused with its paths. */
export function read<Shape>(body: Buffer, shape: z.ZodType<Shape>, sender?: string): Shape {
  const parsed = shape.safeParse(jsonOf(body));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  return refuse(400, 'INVALID_ARGUMENT', faults.join('; '), sender);
}
