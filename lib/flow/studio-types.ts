/**
 * Widget types that Studio has and Seaway does not run yet: a flow with one of them is refused when it is published.
 * https://www.twilio.com/docs/studio/widget-library
 */
export const notSupportedYet: readonly string[] = [
  'add-member-to-chat-channel',
  'add-twiml-redirect',
  'capture-payments',
  'connect-call-to',
  'connect-virtual-agent',
  'connect-virtual-agent-v2',
  'create-chat-channel',
  'create-task',
  'enqueue-call',
  'fork-stream',
  'gather-input-on-call',
  'make-outgoing-call-v1',
  'make-outgoing-call-v2',
  'record-call',
  'record-voicemail',
  'resume-conversation',
  'run-conversation-relay',
  'run-function-v2',
  'say-play',
  'send-to-auto-pilot',
  'start-conversation',
  'understand',
  'update-sync-object',
];
