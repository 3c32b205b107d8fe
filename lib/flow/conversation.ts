import type { WidgetContext } from './widget-context.ts';

type Conversation = { sid: string } & Record<string, unknown>;

/** The outputs of both widgets that have to do with conversations. */
export const conversationOutputs = ['conversation.sid', 'conversation.state', 'conversation.participants'] as const;

/** A thread is a conversation already: its SID is made of that of the execution, so that it is the same every time. */
export const sidOf = ({ flow }: WidgetContext): string => flow.sid.replace(/^FN/, 'CH');

/** What a conversation puts out, and what it makes of `flow.channel`. */
export const opened = (conversation: Conversation) => ({
  output: { conversation },
  channel: { sid: conversation.sid, type: 'conversation', status: 'active', details: conversation },
});

/** Why there can be no (other) conversation, or undefined. Studio allows one, for executions that a request began. */
export function whyNot({ started, flow }: WidgetContext): string | undefined {
  if (!('request' in started)) return 'Only an execution that a request began may open a conversation.';
  return flow.channel.sid === undefined ? undefined : 'The execution has a conversation already.';
}
