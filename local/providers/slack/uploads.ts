import { randomUUID } from 'node:crypto';
import { plainText } from '../../../lib/channels/slack/text.ts';
import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import { type ApiAnswer, jsonOf, Refused } from '../api.ts';
import type { File, Shown } from '../provider.ts';
import { nextId } from './ids.ts';
import { type Form, ok, placed, read, refuse } from './methods.ts';
import { rules, uploaded } from './rules.ts';

type World = {
  keep(file: File): { url: string };
  show(
    place: { channel: string; thread_ts?: string | undefined },
    look: Pick<Shown, 'text' | 'media'>,
    raw: unknown,
  ): string;
};

/** The three steps of a file of ours: https://docs.slack.dev/messaging/working-with-files#uploading_files */
export function openUploads({ keep, show }: World) {
  const awaited = new Map<string, { id: string; name: string; length: number }>();
  const files = new Map<string, File>();

  function promise(form: Form): ApiAnswer {
    const { filename: name, length } = read(rules['files.getUploadURLExternal'], form);
    const path = `/upload/v1/${randomUUID()}`;
    const id = nextId('F');
    awaited.set(path, { id, name, length });
    return ok({ upload_url: `https://files.slack.com${path}`, file_id: id });
  }

  function take(path: string, data: Buffer): ApiAnswer {
    const file = awaited.get(path);
    if (!file || data.length !== file.length)
      throw new Refused({ status: 400, body: Buffer.from('not as announced') }, 'the upload is not as announced');
    files.set(file.id, { name: file.name, mediaType: mediaTypeOf(`https://files.slack.com/${file.name}`), data });
    return { status: 200, body: Buffer.from(`OK - ${data.length}`) };
  }

  function complete(form: Form): ApiAnswer {
    const {
      files: list,
      channel_id: channel,
      thread_ts,
      initial_comment = '',
    } = read(rules['files.completeUploadExternal'], form);
    const [{ id, title }] = uploaded.safeParse(jsonOf(Buffer.from(list))).data ?? refuse('invalid_arguments');
    const sender = placed(channel, thread_ts);
    const file = files.get(id) ?? refuse('file_not_found', { sender });
    const media = { url: keep(file).url, mediaType: file.mediaType, name: title };
    show({ channel, thread_ts }, { text: plainText(initial_comment), media }, form);
    return ok({ files: [{ id, title }] });
  }

  const calls: Record<string, (form: Form) => ApiAnswer> = {
    'files.getUploadURLExternal': promise,
    'files.completeUploadExternal': complete,
  };

  return { calls, take };
}
