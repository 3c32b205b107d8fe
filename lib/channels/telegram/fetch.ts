import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import { download } from '../shared/download.ts';
import { readAnswer } from '../shared/json.ts';
import { type Account, ask, refusedBy } from './api.ts';

const answerShape = z.object({
  result: z.object({ file_path: z.string().optional() }).optional(),
  description: z.string().optional(),
});

/**
 * Asks Telegram where a file is, and gets it from there: 20 MB at most. The address holds the bot's token, so that no error
 * names it. Throws as `send` does. https://core.telegram.org/bots/api#getfile
 */
export async function fetch(url: string, account: Account, http: Http): Promise<Fetched> {
  const call = { method: 'getFile', parameters: { file_id: url.replace('telegram:', '') } };
  const response = await ask(call, account, http);
  const { result, description } = readAnswer(response.body, answerShape) ?? {};
  if (/file is too big/i.test(description ?? '')) throw new Permanent('Telegram gives bots files of up to 20 MB only');
  if (!isSuccess(response)) throw refusedBy(response, 'the file');
  if (!result?.file_path) throw new Permanent('Telegram does not have the file any more');
  // What it says of the type is always the same, and nothing.
  const address = `https://api.telegram.org/file/bot${account.botToken}/${result.file_path}`;
  const { body } = await download('Telegram', { url: address }, http);
  return { body };
}
