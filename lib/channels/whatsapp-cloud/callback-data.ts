/**
 * What goes with a message as its `biz_opaque_callback_data` and comes back with every status: whom we wrote to, as a status
 * may name the person otherwise or not at all, and our own key of the message, which the callback address carries.
 */
export function writeCallbackData(sender: string, callback: string | undefined): string {
  const message = callback && new URL(callback).searchParams.get('message');
  return new URLSearchParams({ sender, ...(message && { message }) }).toString();
}

/** What `writeCallbackData` wrote; nothing where another program sent the message. */
export function readCallbackData(data: string | undefined): { sender?: string; outboundId?: string } {
  const parameters = new URLSearchParams(data);
  const [sender, message] = [parameters.get('sender'), parameters.get('message')];
  return { ...(sender && { sender }), ...(message && { outboundId: message }) };
}
