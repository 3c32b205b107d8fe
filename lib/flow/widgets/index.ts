import { makeHttpRequest } from './make-http-request.ts';
import { runFunction } from './run-function.ts';
import { runSubflow } from './run-subflow.ts';
import { sendAndWaitForReply } from './send-and-wait-for-reply.ts';
import { sendMessage } from './send-message.ts';
import { sendToFlex } from './send-to-flex.ts';
import { setVariables } from './set-variables.ts';
import { splitBasedOn } from './split-based-on.ts';
import { trigger } from './trigger.ts';

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
  ].map((widget) => [widget.type, widget]),
);
