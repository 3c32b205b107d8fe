/** An address on WhatsApp: a number in E.164, or the business-scoped id of somebody with a username. */
export const addressOf = (to: string): string | undefined =>
  /^whatsapp:(\+[1-9]\d{6,14}|[A-Z]{2}\.[A-Za-z0-9]{1,128})$/.exec(to)?.[1];

/**
 * What Twilio would say to a form that breaks the rules of a message, or undefined:
 * https://www.twilio.com/docs/api/errors
 */
export function faultOf(form: URLSearchParams, from: string): { code: number; message: string } | undefined {
  const [to, body, media] = [form.get('To') ?? '', form.get('Body'), form.getAll('MediaUrl')];
  if (!addressOf(to)) return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  if (form.get('From') !== `whatsapp:${from}`)
    return { code: 63007, message: 'Twilio could not find a Channel with the specified From address' };
  const content = form.get('ContentSid');
  if (content !== null) return templateFault(content, form);
  if (!body?.trim() && media.length === 0) return { code: 21602, message: 'Message body is required' };
  if (body && body.length > 1600)
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit' };
  if (media.length > 1) return { code: 21623, message: 'Number of media files exceeds allowed limit' };
  if (!media.every((url) => url.startsWith('https://'))) return { code: 21620, message: 'Invalid media URL(s)' };
  const action = form.get('PersistentAction');
  if (action !== null && !/^geo:-?\d+(\.\d+)?,-?\d+(\.\d+)?(\|.+)?$/s.test(action))
    return { code: 63030, message: 'Unsupported parameter for type of channels message' };
  const callback = form.get('StatusCallback');
  if (callback !== null && !URL.canParse(callback)) return { code: 21609, message: 'Invalid StatusCallback URL' };
  return undefined;
}

function templateFault(content: string, form: URLSearchParams) {
  if (!/^HX[0-9a-f]{32}$/.test(content)) return { code: 21655, message: 'The ContentSid is Invalid' };
  if (form.get('Body') || form.has('MediaUrl')) return { code: 21602, message: 'A template takes no Body or MediaUrl' };
  try {
    JSON.parse(form.get('ContentVariables') ?? '{}');
    return undefined;
  } catch {
    return { code: 21656, message: 'The ContentVariables Parameter is invalid' };
  }
}
