import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Http } from '../../http.ts';
import type { Fetched } from '../channel.ts';
import { isSuccess } from '../shared/answer.ts';
import type { Attachment } from '../shared/attachment.ts';
import { download } from '../shared/download.ts';
import { readAnswer } from '../shared/json.ts';
import { createdIn, type TwilioAccount, twilioLogin, twilioRefusal } from '../shared/twilio-account.ts';

type Account = TwilioAccount & { serviceSid: string };

const mediaOf = ({ serviceSid }: Account) => `https://mcs.us1.twilio.com/v1/Services/${serviceSid}/Media`;

const linkShape = z.object({ links: z.object({ content_direct_temporary: z.url() }) });

/**
 * Gets a file of a conversation by the short-lived address that the Media service has for it. Throws as `send` does.
 * https://www.twilio.com/docs/conversations-classic/api/media-resource
 */
export async function fetch(url: string, account: Account, http: Http): Promise<Fetched> {
  const sid = url.replace(/^twilio-conversations:/, '');
  const headers = { authorization: twilioLogin(account) };
  const response = await http({ method: 'GET', url: `${mediaOf(account)}/${encodeURIComponent(sid)}`, headers });
  if (!isSuccess(response)) throw twilioRefusal(response, 'the file');
  const answer = readAnswer(response.body, linkShape);
  if (!answer) throw new Permanent('Twilio has no address for the file');
  return download('Twilio', { url: answer.links.content_direct_temporary }, http);
}

/**
 * Puts a file into the Media service and gives its SID there. Throws as `send` does.
 * https://www.twilio.com/docs/conversations-classic/api/media-resource
 */
export async function upload({ body, mediaType }: Attachment, account: Account, http: Http): Promise<string> {
  const headers = { authorization: twilioLogin(account), 'content-type': mediaType };
  const response = await http({ method: 'POST', url: mediaOf(account), headers, body, timeout: 30_000 });
  if (!isSuccess(response)) throw twilioRefusal(response, 'the file');
  const sid = createdIn(response);
  if (sid) return sid;
  throw new Permanent('Twilio gave the file no SID');
}
