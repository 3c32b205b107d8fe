/**
 * A page's own message or frame, as we call it: with the sender in front, nobody can mean another visitor's or one of ours, to
 * rewrite it or to use up its id.
 */
export const ownId = (sender: string, id: string): string => `${sender} ${id}`;

/** The id by which a page knows a message, whoever sent it. */
export const pageId = (messageId: string): string => messageId.slice(messageId.lastIndexOf(' ') + 1);
