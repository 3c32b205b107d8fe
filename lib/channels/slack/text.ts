/**
 * What Slack's text says when it is read: mentions by their names, addresses as they were written, and without the mention
 * of `us`, the bot that everybody has to address.
 * https://docs.slack.dev/messaging/formatting-message-text
 */
export function plainText(text: string, us?: string): string {
  const unaddressed = us ? text.replaceAll(`<@${us}> `, '').replaceAll(`<@${us}>`, '') : text;
  const named = unaddressed.replace(/<([^<>]*)>/g, (_, inner: string) => read(inner));
  const plain = named.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  return us === undefined ? plain : plain.trim();
}

/** The three characters that mean something to Slack, written so that they mean nothing. */
export const escapeText = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

/** What stands between < and >: @U1, #C1|name, !here, https://...|label. */
function read(inner: string): string {
  const [, target = '', label] = /^([^|]*)(?:\|(.*))?$/s.exec(inner) ?? [];
  switch (target.charAt(0)) {
    case '@':
    case '#':
      return target.charAt(0) + (label || target.slice(1));
    case '!':
      return label || `@${target.slice(1)}`;
    default:
      return addressOf(target, label);
  }
}

/** Slack turns what looks like an address into a link of which the label is what was typed. */
function addressOf(target: string, label: string | undefined): string {
  if (!label || label === target) return target;
  return target.endsWith(label) ? label : `${label} (${target})`;
}
