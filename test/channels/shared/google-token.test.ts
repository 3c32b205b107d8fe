import { createPublicKey, verify } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { googleToken, serviceAccount } from '../../../lib/channels/shared/google-token.ts';
import { Permanent, Transient } from '../../../lib/errors.ts';
import type { HttpRequest, HttpResponse } from '../../../lib/http.ts';
import { signRs256 } from '../../../lib/jwt/sign.ts';
import { googleAccount, googlePublicKey } from '../google-key.ts';
import { answer } from '../kit.ts';

const partOf = (jwt: string, index: number): unknown =>
  JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString());

function isSigned(jwt: string): boolean {
  const [header, claims, signature = ''] = jwt.split('.');
  const signed = Buffer.from(`${header}.${claims}`);
  return verify('RSA-SHA256', signed, createPublicKey(googlePublicKey), Buffer.from(signature, 'base64url'));
}

describe('a JSON Web Token', () => {
  test('is signed RS256 over its header and its claims', () => {
    const jwt = signRs256({ iss: 'we', text: '世界' }, googleAccount.privateKey);
    expect(partOf(jwt, 0)).toEqual({ alg: 'RS256', typ: 'JWT' });
    expect(partOf(jwt, 1)).toEqual({ iss: 'we', text: '世界' });
    expect(isSigned(jwt)).toBe(true);
    expect(isSigned(jwt.replace('.', '.e'))).toBe(false);
  });

  test('names its key where it is told to', () => {
    expect(partOf(signRs256({}, googleAccount.privateKey, 'key-1'), 0)).toMatchObject({ kid: 'key-1' });
  });

  test('cannot be made with something that is no key, and does not say what it was', () => {
    const made = () => signRs256({}, '-----BEGIN PRIVATE KEY-----\nsecret\n-----END PRIVATE KEY-----');
    expect(made).toThrow(Permanent);
    expect(made).not.toThrow(/secret/);
  });
});

describe('signing in at Google', () => {
  let scopes = 0;
  async function signIn(response: HttpResponse) {
    const requests: HttpRequest[] = [];
    const scope = `https://www.googleapis.com/auth/test${++scopes}`;
    const token = await googleToken(googleAccount, scope, async (request) => {
      requests.push(request);
      return response;
    });
    return { token, requests, scope };
  }

  test('asks for the scope with a signed claim that is good for an hour', async () => {
    const { token, requests, scope } = await signIn(answer(200, { access_token: 'ya29.a', expires_in: 3599 }));
    expect(token).toBe('ya29.a');
    expect(requests).toMatchObject([{ method: 'POST', url: 'https://oauth2.googleapis.com/token' }]);
    const form = new URLSearchParams(String(requests[0]?.body));
    expect(form.get('grant_type')).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
    const assertion = form.get('assertion') ?? '';
    expect(isSigned(assertion)).toBe(true);
    const claims = z.object({ iat: z.int(), exp: z.int() }).loose().parse(partOf(assertion, 1));
    expect(claims).toMatchObject({ iss: googleAccount.clientEmail, scope, aud: 'https://oauth2.googleapis.com/token' });
    expect(claims.exp - claims.iat).toBe(3600);
  });

  test("a service account that Google refuses is Permanent, with Google's words and what to do", async () => {
    const refused = signIn(answer(400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }));
    await expect(refused).rejects.toMatchObject({
      name: 'Permanent',
      message: "Google's sign-in refused the service account with 400: invalid_grant: Invalid JWT Signature.",
      remedy: expect.stringContaining('new key'),
    });
  });

  test('a sign-in that is down is Transient', async () => {
    await expect(signIn(answer(503, ''))).rejects.toThrow(Transient);
  });

  test('an answer without a token is Permanent', async () => {
    await expect(signIn(answer(200, {}))).rejects.toThrow(Permanent);
  });
});

describe('the settings of a service account', () => {
  const settings = z.object(serviceAccount);

  test('the key may be written as it stands in the JSON file', () => {
    const privateKey = googleAccount.privateKey.replaceAll('\n', '\\n');
    expect(settings.parse({ ...googleAccount, privateKey })).toEqual(googleAccount);
  });

  test('the id of a key is not taken for the key', () => {
    expect(() => settings.parse({ ...googleAccount, privateKey: '8d0c1f' })).toThrow('private_key');
  });
});
