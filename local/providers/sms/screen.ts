import type { Says, Shown } from '../provider.ts';

/** What a message of ours looks like on the phone; a template is shown by its name. */
export function seen(form: URLSearchParams): Pick<Shown, 'text' | 'media'> {
  const url = form.get('MediaUrl');
  const template = form.get('ContentSid');
  const text = form.get('Body') ?? (template ? `${template} ${form.get('ContentVariables') ?? ''}` : '');
  return { text, ...(url && { media: { url, mediaType: 'image/png' } }) };
}

/** What a customer does, as fields of Twilio's form and as the phone shows it. A phone has no buttons: a choice is typed. */
export function spoken(says: Says, sid: string, origin: string) {
  switch (says.type) {
    case 'text':
      return { fields: { Body: says.text, NumMedia: '0' }, look: { text: says.text } };
    case 'choice':
      return { fields: { Body: says.option, NumMedia: '0' }, look: { text: says.option } };
    case 'image': {
      const media = { url: `${origin}/pictures/${sid}.png`, mediaType: 'image/png' };
      const fields = { Body: '', NumMedia: '1', MediaUrl0: media.url, MediaContentType0: media.mediaType };
      return { fields, look: { text: '', media } };
    }
    case 'location': {
      const text = `https://maps.google.com/?q=${says.latitude},${says.longitude}`;
      return { fields: { Body: text, NumMedia: '0' }, look: { text } };
    }
    case 'sticker':
      return { fields: { Body: '👍', NumMedia: '0' }, look: { text: '👍' } };
  }
}
