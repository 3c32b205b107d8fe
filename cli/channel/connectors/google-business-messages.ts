import { googleBusinessMessagesSettings } from '../../../lib/channels/google-business-messages/index.ts';
import { defineConnector } from '../connector.ts';
import { wrong } from '../findings.ts';

const ended =
  'Google ended Business Messages on 31 July 2024: this account works with its local stand-in alone. Connect rcs instead.';

/** https://developers.google.com/business-communications/business-messages */
export const googleBusinessMessages = defineConnector({
  questions: [
    { setting: 'clientToken', where: 'the text with which the webhook was registered', secret: true },
    { setting: 'partnerKey', where: "the partner account's settings: Partner key", secret: true },
    { setting: 'clientEmail', where: "the service account's key file: client_email", secret: false },
    { setting: 'privateKey', where: 'the same key file: private_key, in one line with its \\n', secret: true },
  ],
  settings: googleBusinessMessagesSettings,
  register: async () => [],
  check: async () => [wrong(ended)],
  remains: () => [ended],
});
