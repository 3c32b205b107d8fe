/** Signed as all of Twilio's webhooks are, over the address and the form. */
export { verifyTwilio as verify } from '../shared/twilio.ts';
