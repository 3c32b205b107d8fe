import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import { signRs256 } from '../../jwt/sign.ts';
import { accessToken, type Login } from './access-token.ts';
import { isSuccess, refusal } from './answer.ts';
import { readAnswer } from './json.ts';

/** The two fields of a service account's JSON key that signing in takes; line ends may be written \n, as they are there. */
export const serviceAccount = {
  clientEmail: z.email(),
  privateKey: z
    .string()
    .transform((text) => text.replaceAll('\\n', '\n'))
    .refine((text) => text.includes('-----BEGIN PRIVATE KEY-----'), 'is not the private_key of the JSON key file'),
};
export type ServiceAccount = { clientEmail: string; privateKey: string };

const tokenAddress = 'https://oauth2.googleapis.com/token';

/**
 * An access token of Google's for this scope, for the service account itself. Throws Transient where Google is out of reach,
 * Permanent where it refuses the account. https://developers.google.com/identity/protocols/oauth2/service-account#httprest
 */
export const googleToken = (account: ServiceAccount, scope: string, http: Http): Promise<string> =>
  accessToken(`google ${scope} ${account.clientEmail} ${account.privateKey}`, () => logIn(account, scope, http));

const answerShape = z.object({
  access_token: z.string().optional(),
  expires_in: z.number().optional(),
  error: z.string().optional(),
  error_description: z.string().optional(),
});

async function logIn({ clientEmail, privateKey }: ServiceAccount, scope: string, http: Http): Promise<Login> {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { iss: clientEmail, scope, aud: tokenAddress, iat, exp: iat + 3600 };
  const form = new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
    assertion: signRs256(claims, privateKey),
  });
  const response = await http({
    method: 'POST',
    url: tokenAddress,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: form.toString(),
  });
  const answer = readAnswer(response.body, answerShape);
  if (!isSuccess(response)) {
    const reason = [answer?.error, answer?.error_description].filter(Boolean).join(': ');
    const remedy = "Create a new key for the service account and put it into the account's secret.";
    throw refusal("Google's sign-in", response, { reason: reason || undefined, remedy, what: 'the service account' });
  }
  if (!answer?.access_token) throw new Permanent("Google's sign-in answered without an access token");
  return { token: answer.access_token, expiresIn: answer.expires_in ?? 0 };
}
