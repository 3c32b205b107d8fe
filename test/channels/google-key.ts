import { generateKeyPairSync } from 'node:crypto';
import { answer } from './kit.ts';

const { privateKey, publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

/** A service account of Google's that only these tests know, and what signing in with it gives. */
export const googleAccount = { clientEmail: 'seaway@example.iam.gserviceaccount.com', privateKey };
export const googlePublicKey = publicKey;
export const googleLogin = {
  'https://oauth2.googleapis.com/token': answer(200, {
    access_token: 'ya29.test',
    expires_in: 3599,
    token_type: 'Bearer',
  }),
};
