import * as z from 'zod';
import { answer, type ChannelKit } from './kit.ts';

const secretToken = 'telegram-webhook_secret-1';
const header = 'x-telegram-bot-api-secret-token';
const sent = z.object({ text: z.string().optional(), caption: z.string().optional() });

export const telegramKit: ChannelKit = {
  secret: { botToken: '123456:ABC-DEF', secretToken },
  wrongSecret: { botToken: '123456:ABC-DEF', secretToken: 'telegram-webhook_secret-2' },
  needs: ['botToken', 'secretToken'],
  sign: (request) => ({ ...request, headers: { ...request.headers, [header]: secretToken } }),
  // Telegram signs nothing, it only repeats the secret.
  signs: [`header ${header}`],
  signed: ({ headers }) => headers[header] ?? '',
  vectors: [],
  native: {
    text: '/sendMessage',
    media: '/sendPhoto',
    location: '/sendVenue',
    choices: '"reply_markup":{"inline_keyboard":[[{"text":"Billing","callback_data":"billing"}]',
    reaction: '"chat_id":"7527593","message_id":133,"reaction":[{"type":"emoji","emoji":"👍"}]',
    contact: '"phone_number":"+441234567890","first_name":"Ada Lovelace","vcard":"BEGIN:VCARD',
  },
  texts: ({ body }) => {
    const { text, caption } = sent.parse(JSON.parse(String(body)));
    return [text, caption].flatMap((said) => said ?? []);
  },
  answers: {
    ok: answer(200, { ok: true, result: { message_id: 42, date: 1, chat: { id: 7527593, type: 'private' } } }),
    providerId: '7527593:42',
    refused: answer(403, { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' }),
    reason: 'Forbidden: bot was blocked by the user',
  },
};
