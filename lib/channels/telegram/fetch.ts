import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess, refusal } from '../shared/answer.ts';
import { download } from '../shared/download.ts';
import { readAnswer } from '../shared/json.ts';

const answerShape = z.object({
  result: z.object({ file_path: z.string().optional() }).optional(),
  description: z.string().optional(),
  parameters: z.object({ retry_after: z.number().optional() }).optional(),
});

/**
 * Asks Telegram where a file is, and gets it from there: 20 MB at most. The address holds the bot's token, so that no error
 * names it. Throws as `send` does. https://core.telegram.org/bots/api#getfile
 */
export async function fetchFile(url: string, { botToken }: { botToken: string }, http: Http): Promise<Fetched> {
  const response = await http({
    method: 'POST',
    url: `https://api.telegram.org/bot${botToken}/getFile`,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ file_id: url.replace('telegram:', '') }),
  });
  const { result, description, parameters } = readAnswer(response.body, answerShape) ?? {};
  if (/file is too big/i.test(description ?? '')) throw new Permanent('Telegram gives bots files of up to 20 MB only');
  if (!isSuccess(response))
    throw refusal('Telegram', response, { reason: description, after: parameters?.retry_after });
  if (!result?.file_path) throw new Permanent('Telegram does not have the file any more');
  // What it says of the type is always the same, and nothing.
  const { body } = await download(
    'Telegram',
    { url: `https://api.telegram.org/file/bot${botToken}/${result.file_path}` },
    http,
  );
  return { body };
}
