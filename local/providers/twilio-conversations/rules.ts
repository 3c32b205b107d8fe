const fields = new Set([
  'Author',
  'Body',
  'DateCreated',
  'DateUpdated',
  'Attributes',
  'MediaSid',
  'ContentSid',
  'ContentVariables',
  'Subject',
]);

/**
 * What Twilio would say to a form that breaks the rules of a conversation's message, or undefined; `find` gives a
 * file of the Media service. https://www.twilio.com/docs/conversations-classic/api/conversation-message-resource
 */
export function faultOf(
  form: URLSearchParams,
  find: (media: string) => unknown,
): { code: number; message: string } | undefined {
  const strange = [...form.keys()].find((name) => !fields.has(name));
  if (strange) return { code: 20001, message: `Unknown parameter ${strange}` };
  const [body, media, content] = [form.get('Body'), form.get('MediaSid'), form.get('ContentSid')];
  if (!body?.trim() && media === null && content === null)
    return { code: 20001, message: 'One of Body, MediaSid or ContentSid is required' };
  if (body && body.length > 1600) return { code: 20001, message: 'Body is longer than 1600 characters' };
  if (media !== null && !find(media)) return { code: 20404, message: `The media ${media} was not found` };
  if (content !== null && !/^HX[0-9a-f]{32}$/.test(content))
    return { code: 21655, message: 'The ContentSid is Invalid' };
  if (!isJson(form.get('Attributes') ?? '{}')) return { code: 20001, message: 'Attributes are no JSON' };
  if (!isJson(form.get('ContentVariables') ?? '{}'))
    return { code: 21656, message: 'The ContentVariables Parameter is invalid' };
  return undefined;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
