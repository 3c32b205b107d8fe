import type { Content } from '../message.ts';

/** What an execution begins with. `parameters` are Twilio-shaped (`Body`, `From`, `MediaUrl0`); `at` is epoch milliseconds. */
export type Start = {
  trigger: 'incomingMessage' | 'incomingCall' | 'incomingConversationMessage' | 'incomingRequest';
  /** The execution's SID (FN...), `flow.sid` in Liquid. */
  execution: string;
  parameters: Record<string, string>;
  /** The customer's address, `contact.channel.address`. */
  contact: string;
  /** Our address, `flow.channel.address`. */
  address: string;
  /** Values that `flow.variables` holds from the first widget on. */
  variables: Record<string, unknown>;
  data?: Record<string, unknown> | undefined;
  at: number;
};

/** How a call to a web address went. A `failure` is a sentence: no answer within 10 seconds, no such host. */
export type CallResult = { status: number; contentType: string; body: string } | { failure: string };

/** Everything that moves an execution. `at` is epoch milliseconds and the only clock that a flow knows. */
export type FlowEvent =
  | { type: 'start'; start: Start }
  | { type: 'message'; parameters: Record<string, string>; at: number }
  | { type: 'called'; at: number; result: CallResult }
  | { type: 'task'; at: number; outcome: 'created' | 'failed'; task: Record<string, unknown> }
  /** The message of the effect with this `key` could not be delivered. */
  | { type: 'undelivered'; at: number; key: string; reason: string }
  | { type: 'timeout'; at: number; token: string };

/** What an execution asks the outside world for. `key` is the same whenever the same step is worked on again. */
export type FlowEffect =
  | { type: 'send'; key: string; content: Content }
  | {
      type: 'call';
      key: string;
      method: 'GET' | 'POST';
      url: string;
      headers: Record<string, string>;
      body?: string | undefined;
    }
  | {
      type: 'task';
      key: string;
      workflow: string;
      taskChannel: string;
      priority: number;
      /** Seconds until an unassigned task is given up. */
      timeout: number;
      attributes: Record<string, unknown>;
    }
  | { type: 'timer'; key: string; token: string; seconds: number };
