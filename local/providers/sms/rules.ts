/** What Twilio would say to a form that breaks the rules of a message, or undefined: https://www.twilio.com/docs/api/errors */
export function faultOf(form: URLSearchParams, from: string): { code: number; message: string } | undefined {
  const [to, body, media] = [form.get('To') ?? '', form.get('Body'), form.getAll('MediaUrl')];
  if (!/^\+[1-9]\d{6,14}$/.test(to)) return { code: 21211, message: `Invalid 'To' Phone Number: ${to}` };
  if (form.get('From') !== from) return { code: 21606, message: "The 'From' number is not one of this account" };
  if (!body?.trim() && media.length === 0 && !form.has('ContentSid'))
    return { code: 21602, message: 'Message body is required' };
  if (body && body.length > 1600)
    return { code: 21617, message: 'The concatenated message body exceeds the 1600 character limit' };
  if (media.length > 10) return { code: 21623, message: 'Number of media files exceeds allowed limit' };
  if (!media.every((url) => URL.canParse(url))) return { code: 21620, message: 'Invalid media URL(s)' };
  const callback = form.get('StatusCallback');
  if (callback !== null && !URL.canParse(callback)) return { code: 21609, message: 'Invalid StatusCallback URL' };
  return undefined;
}
