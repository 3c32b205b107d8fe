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

/** What a bot said to one message: `completed` ends its part, `handoff` asks for a person. A `failure` is a sentence. */
export type BotResult =
  | { say: string[]; state: 'continues' | 'handoff' | 'completed'; data?: Record<string, unknown> | undefined }
  | { failure: string };

/** One element of TwiML. An attribute value `flow:<event>` is the address that brings the call back to this flow with that event. */
export type TwimlElement = {
  name: string;
  attributes: Record<string, string>;
  children: (TwimlElement | string)[];
};

/** Everything that moves an execution. `at` is epoch milliseconds and the only clock that a flow knows. */
export type FlowEvent =
  | { type: 'start'; start: Start }
  | { type: 'message'; parameters: Record<string, string>; at: number }
  | { type: 'called'; at: number; result: CallResult }
  | { type: 'task'; at: number; outcome: 'created' | 'failed'; task: Record<string, unknown> }
  | { type: 'bot'; at: number; result: BotResult }
  /** The call came back from the TwiML of the step `token`, by the address of `event`; `parameters` are Twilio's. */
  | { type: 'voice'; at: number; token: string; event: string; parameters: Record<string, string> }
  /** The call is over, however it ended. */
  | { type: 'hangup'; at: number; parameters: Record<string, string> }
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
  | { type: 'timer'; key: string; token: string; seconds: number }
  /** Asks a bot of lib/bots, by its name in config/deployment.ts; `session` is the same for the whole visit to the widget. */
  | {
      type: 'bot';
      key: string;
      bot: string;
      session: string;
      text: string;
      parameters: Record<string, string>;
      /** Milliseconds of patience. */
      timeout: number;
    }
  /**
   * Calls somebody and waits for a `voice` event of the step `token`: `answered`, `busy`, `noAnswer` or `failed`. The
   * `parameters` are those of Twilio's REST API. https://www.twilio.com/docs/voice/api/call-resource#create-a-call-resource
   */
  | { type: 'dial'; key: string; token: string; from: string; to: string; parameters: Record<string, string> }
  /** What the call hears next; the run then waits for `voice`. At most one per advance, last. */
  | { type: 'twiml'; key: string; token: string; elements: TwimlElement[] };
