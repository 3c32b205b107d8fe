import { isObject, parsedObject } from './call.ts';
import type { Start } from './event.ts';
import { cut } from './liquid.ts';
import { objectOf } from './properties.ts';
import type { Context, Frame } from './run.ts';

/** What Liquid sees when an execution begins. https://www.twilio.com/docs/studio/user-guide/get-started (context variables) */
export function firstContext(flowSid: string, start: Start): Context {
  const parameters = parametersOf(start.parameters);
  const data = start.data ?? {};
  return {
    flow: {
      sid: start.execution,
      flow_sid: flowSid,
      channel: { address: start.address },
      data,
      variables: start.variables,
      ...(isObject(parameters.AddOns) && { add_ons: parameters.AddOns }),
    },
    trigger: triggers[start.trigger](parameters, start, data),
    contact: { channel: { address: start.contact } },
    widgets: {},
  };
}

/** What Liquid sees in a subflow: the trigger of its parent, and what the parent hands over. Its variables are its own. */
export function subflowContext(parent: Frame, sid: string, parameters: Record<string, unknown>, key: string): Context {
  const { flow, trigger, contact } = parent.context;
  const from = {
    parameters,
    step_sid: key,
    execution_sid: flow.sid,
    flow_sid: flow.flow_sid,
    trigger_type: parent.trigger,
  };
  return {
    flow: { ...flow, flow_sid: sid, variables: {} },
    trigger: { ...trigger, parent: from },
    contact,
    widgets: {},
  };
}

/** A webhook's parameters as Studio shows them: oversized values cut, attributes and add-ons parsed. */
export function parametersOf(parameters: Record<string, string>): Record<string, unknown> {
  return objectOf(
    Object.entries(parameters).map(([name, value]): [string, unknown] => [
      name,
      name === 'ChannelAttributes' || name === 'AddOns' ? (parsedObject(value) ?? cut(value)) : cut(value),
    ]),
  );
}

type Parameters = Record<string, unknown>;

const triggers = {
  incomingMessage: (message: Parameters) => ({ message }),
  incomingConversationMessage: (conversation: Parameters) => ({ conversation }),
  incomingCall: (call: Parameters) => ({ call }),
  incomingRequest: (_: Parameters, { address, contact }: Start, parameters: Parameters) => ({
    request: { from: address, to: contact, parameters },
  }),
};
