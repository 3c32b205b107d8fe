import { addTwimlRedirect } from './add-twiml-redirect.ts';
import { capturePayments } from './capture-payments.ts';
import { connectCallTo } from './connect-call-to.ts';
import { connectVirtualAgent } from './connect-virtual-agent.ts';
import { connectVirtualAgentV2 } from './connect-virtual-agent-v2.ts';
import { enqueueCall } from './enqueue-call.ts';
import { forkStream } from './fork-stream.ts';
import { gatherInputOnCall } from './gather-input-on-call.ts';
import { makeHttpRequest } from './make-http-request.ts';
import { makeOutgoingCallV1 } from './make-outgoing-call-v1.ts';
import { makeOutgoingCallV2 } from './make-outgoing-call-v2.ts';
import { recordCall } from './record-call.ts';
import { recordVoicemail } from './record-voicemail.ts';
import { resumeConversation } from './resume-conversation.ts';
import { runConversationRelay } from './run-conversation-relay.ts';
import { runFunction } from './run-function.ts';
import { runSubflow } from './run-subflow.ts';
import { sayPlay } from './say-play.ts';
import { sendAndWaitForReply } from './send-and-wait-for-reply.ts';
import { sendMessage } from './send-message.ts';
import { sendToFlex } from './send-to-flex.ts';
import { setVariables } from './set-variables.ts';
import { splitBasedOn } from './split-based-on.ts';
import { startConversation } from './start-conversation.ts';
import { trigger } from './trigger.ts';
import { undocumented } from './undocumented.ts';

/** Every widget that a flow can use, by Studio's name of its type. */
export const widgets = new Map(
  [
    trigger,
    sendMessage,
    sendAndWaitForReply,
    splitBasedOn,
    setVariables,
    makeHttpRequest,
    runFunction,
    runSubflow,
    sendToFlex,
    connectVirtualAgentV2,
    addTwimlRedirect,
    startConversation,
    resumeConversation,
    sayPlay,
    gatherInputOnCall,
    recordVoicemail,
    recordCall,
    connectCallTo,
    enqueueCall,
    makeOutgoingCallV1,
    makeOutgoingCallV2,
    capturePayments,
    forkStream,
    runConversationRelay,
    connectVirtualAgent,
    ...undocumented,
  ].map((widget) => [widget.type, widget]),
);
