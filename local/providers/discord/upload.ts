import type { IncomingHttpHeaders } from 'node:http';
import { jsonOf } from '../api.ts';
import type { File as Kept } from '../provider.ts';

/** What a call says, and the file that came along: https://docs.discord.com/developers/reference#uploading-files */
export async function bodyOf(headers: IncomingHttpHeaders, body: Buffer): Promise<{ said: unknown; file?: Kept }> {
  const type = headers['content-type'] ?? '';
  if (!type.startsWith('multipart/form-data')) return { said: jsonOf(body) };
  const request = new Response(new Uint8Array(body), { headers: { 'content-type': type } });
  const form = await request.formData().catch(() => new FormData());
  const file = form.get('files[0]');
  if (!(file instanceof File)) return { said: undefined };
  const data = Buffer.from(await file.arrayBuffer());
  const said = jsonOf(Buffer.from(String(form.get('payload_json'))));
  return { said, file: { name: file.name, mediaType: file.type, data } };
}
