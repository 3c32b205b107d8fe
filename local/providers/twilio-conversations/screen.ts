import type { File, Says, Shown } from '../provider.ts';

type Look = Pick<Shown, 'text' | 'media'>;

/** What a message of ours looks like on the phone; a template is shown by its name. */
export function seen(form: URLSearchParams, file: (File & { url: string }) | undefined): Look {
  const template = form.get('ContentSid');
  const text = form.get('Body') ?? (template ? `${template} ${form.get('ContentVariables') ?? ''}` : '');
  return { text, ...(file && { media: { url: file.url, mediaType: file.mediaType, name: file.name } }) };
}

/** What a customer writes: a conversation has texts and files alone. */
export function written(says: Says): string {
  switch (says.type) {
    case 'text':
      return says.text;
    case 'location':
      return `https://maps.google.com/?q=${says.latitude},${says.longitude}`;
    case 'sticker':
      return '👍';
    default:
      throw new Error(`nobody can do this in a conversation: ${says.type}`);
  }
}
