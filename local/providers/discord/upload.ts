import { type ApiCall, formIn, jsonOf } from '../api.ts';
import type { File } from '../provider.ts';

/** What a call says, and the file that came along: https://docs.discord.com/developers/reference#uploading-files */
export async function bodyOf(call: Pick<ApiCall, 'headers' | 'body'>): Promise<{ said: unknown; file?: File }> {
  const form = await formIn(call, 'files[0]');
  if (!form) return { said: jsonOf(call.body) };
  if (!form.file) return { said: undefined };
  return { said: jsonOf(Buffer.from(form.fields.payload_json ?? '')), file: form.file };
}
