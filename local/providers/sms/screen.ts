import { mediaTypeOf } from '../../../lib/flow/media-type.ts';
import type { Says, Shown } from '../provider.ts';

/** What a message of ours looks like on the phone; a template is shown by its name. */
export function seen(form: URLSearchParams): Pick<Shown, 'text' | 'media'> {
  const url = form.get('MediaUrl');
  const template = form.get('ContentSid');
  const text = form.get('Body') ?? (template ? `${template} ${form.get('ContentVariables') ?? ''}` : '');
  return { text, ...(url && { media: { url, mediaType: mediaTypeOf(url) } }) };
}

/**
 * What a customer does, as fields of Twilio's form and as the phone shows it: all of it is text but a file. There are no
 * buttons either, so a choice is typed.
 */
export function spoken(says: Exclude<Says, { type: 'file' }>) {
  const text = textOf(says);
  return { fields: { Body: text, NumMedia: '0' }, look: { text } };
}

function textOf(says: Exclude<Says, { type: 'file' }>): string {
  switch (says.type) {
    case 'text':
      return says.text;
    case 'choice':
      return says.option;
    case 'location':
      return `https://maps.google.com/?q=${says.latitude},${says.longitude}`;
    case 'sticker':
      return '👍';
    case 'leave':
      return 'STOP';
    default:
      throw new Error(`nobody can do this by SMS: ${says.type}`);
  }
}
