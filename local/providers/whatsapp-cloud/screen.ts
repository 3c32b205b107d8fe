import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { File, Says, Shown } from '../provider.ts';
import type { WhatsAppMessage } from './rules.ts';

type Look = Pick<Shown, 'text' | 'options' | 'media' | 'location' | 'reaction'>;

/** What a message of ours looks like on the phone. */
export function seen(message: WhatsAppMessage): Look {
  switch (message.type) {
    case 'text':
      return { text: message.text.body };
    case 'image':
      return file(message.image, 'image/jpeg');
    case 'video':
      return file(message.video, 'video/mp4');
    case 'audio':
      return file(message.audio, 'audio/ogg');
    case 'document':
      return file(message.document, mediaTypeOf(message.document.link));
    case 'location': {
      const { latitude, longitude, name, address } = message.location;
      const text = [name, address].filter(Boolean).join('\n');
      return { text, location: { latitude, longitude, ...(name && { name }) } };
    }
    case 'contacts':
      return { text: message.contacts.map(cardOf).join('\n') };
    case 'reaction':
      return { text: '', reaction: message.reaction.emoji };
    case 'interactive':
      return interactive(message.interactive);
    case 'template':
      return { text: templateText(message.template) };
  }
}

const file = (
  sent: { link: string; caption?: string | undefined; filename?: string | undefined },
  mediaType: string,
) => ({
  text: sent.caption ?? '',
  media: { url: sent.link, mediaType, ...(sent.filename && { name: sent.filename }) },
});

function cardOf({
  name,
  phones = [],
  emails = [],
}: Extract<WhatsAppMessage, { type: 'contacts' }>['contacts'][number]): string {
  return [name.formatted_name, ...phones.map(({ phone }) => phone), ...emails.map(({ email }) => email)].join('\n');
}

function interactive(sent: Extract<WhatsAppMessage, { type: 'interactive' }>['interactive']): Look {
  if (sent.type === 'button')
    return {
      text: sent.body.text,
      options: sent.action.buttons.map(({ reply }) => ({ id: reply.id, text: reply.title })),
    };
  const rows = sent.action.sections.flatMap(({ rows }) => rows);
  return { text: sent.body.text, options: rows.map(({ id, title }) => ({ id, text: title })) };
}

/** A template's own words are not known here: its name and variables stand for them. */
function templateText({ name, components = [] }: Extract<WhatsAppMessage, { type: 'template' }>['template']): string {
  const variables = components.flatMap(({ parameters }) => parameters.map(({ text }) => text));
  return [`[${name}]`, ...variables].join(' ');
}

/** The message that WhatsApp makes of what a customer says, and what the customer sees of it. */
export function spoken(says: Says): { message: { type: string; [field: string]: unknown }; look: Look } {
  switch (says.type) {
    case 'text':
      return { message: { type: 'text', text: { body: says.text } }, look: { text: says.text } };
    case 'location': {
      const { latitude, longitude } = says;
      return {
        message: { type: 'location', location: { latitude, longitude } },
        look: { text: '', location: { latitude, longitude } },
      };
    }
    case 'contact': {
      const { name, phone } = says;
      const card = { name: { formatted_name: name, first_name: name }, phones: [{ phone, type: 'MOBILE' }] };
      return { message: { type: 'contacts', contacts: [card] }, look: { text: `${name}\n${phone}` } };
    }
    default:
      throw new Error(`nobody can do this on WhatsApp: ${says.type}`);
  }
}

/** A file by its id, under the field of its kind. */
export function fileMessage({ name, mediaType }: File, id: string) {
  const kind = mediaType.split('/')[0] ?? '';
  const type = ['image', 'audio', 'video'].includes(kind) ? kind : 'document';
  const about = { id, mime_type: mediaType, sha256: 'local', ...(type === 'document' && { filename: name }) };
  return { type, [type]: about };
}
