import type { Http } from '../../http.ts';
import type { Content, OutboundMessage, Signal } from '../../message.ts';
import type { Receipt } from '../channel.ts';
import { isWeb, textOf } from '../shared/fallback.ts';
import { postToTwilio, type TwilioAccount } from '../shared/twilio-account.ts';
import { type Fields, sendMessages, templateFields, texts } from '../shared/twilio-messages.ts';

/**
 * Sends by Twilio's Messages resource, a long text as several messages. Buttons exist in templates alone, so choices
 * are numbered in the text. https://www.twilio.com/docs/whatsapp/api
 */
export async function send(
  { thread, content, callback }: OutboundMessage,
  account: TwilioAccount & { from: string },
  http: Http,
): Promise<Receipt> {
  const from = account.from.startsWith('MG') ? account.from : `whatsapp:${account.from}`;
  return sendMessages(fieldsOf(content), { to: `whatsapp:${thread.sender}`, from, callback }, account, http);
}

/**
 * Shows that we type, for 25 s or until we answer, and marks the customer's message as read with it; nothing where it
 * is not known which message that is. Throws as `send` does.
 * https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource
 */
export async function signal({ type, messageId }: Signal, account: TwilioAccount, http: Http): Promise<void> {
  if (type !== 'typing' || !messageId) return;
  // The second file of one message has the id `<SID>/1` with us.
  const [sid = ''] = messageId.split('/');
  const form = new URLSearchParams({ messageId: sid, channel: 'whatsapp' });
  await postToTwilio('https://messaging.twilio.com/v2/Indicators/Typing.json', form, account, http);
}

type Media = Extract<Content, { type: 'media' }>;

const fieldsOf = (content: Content): Fields[] => nativeFields(content) ?? texts(textOf(content));

function nativeFields(content: Content): Fields[] | undefined {
  switch (content.type) {
    case 'template': {
      const template = templateFields(content);
      return template && [template];
    }
    case 'media':
      return isWeb(content.url) && taken.has(kindOf(content)) ? mediaFields(content) : undefined;
    case 'location':
      return [locationFields(content)];
    default:
      return undefined;
  }
}

/**
 * Files that WhatsApp takes; others are told as addresses.
 * https://www.twilio.com/docs/messaging/guides/accepted-mime-types
 */
const taken = new Set([
  'image/jpeg',
  'image/png',
  'image/webp',
  'audio/ogg',
  'audio/amr',
  'audio/3gpp',
  'audio/aac',
  'audio/mpeg',
  'video/mp4',
  'application/pdf',
  'application/msword',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.ms-excel',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-powerpoint',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'text/vcard',
]);

/** Only a picture carries text; the caption of another file follows it. */
function mediaFields(media: Media): Fields[] {
  const { url, caption } = media;
  const said = caption?.trim() ? texts(caption) : [];
  if (!['image/jpeg', 'image/png'].includes(kindOf(media))) return [{ MediaUrl: url }, ...said];
  const [first, ...others] = said;
  return [{ ...first, MediaUrl: url }, ...others];
}

/** The media type without its parameters, such as the codec of a recording. */
const kindOf = ({ mediaType }: Media) => mediaType.replace(/\s*;.*$/, '').toLowerCase();

/** A place's name is the text, its address the label: https://www.twilio.com/docs/whatsapp/api */
function locationFields({ latitude, longitude, name, address }: Extract<Content, { type: 'location' }>): Fields {
  const place = `geo:${latitude},${longitude}`;
  return {
    Body: name || address || `${latitude}, ${longitude}`,
    PersistentAction: address ? `${place}|${address}` : place,
  };
}
