import { customerOf, variablesFor } from '../../lib/conversation/customer-of.ts';
import { parametersOf } from '../../lib/conversation/parameters.ts';
import type { FlowEvent, Start } from '../../lib/flow/event.ts';
import type { Content } from '../../lib/message.ts';
import type { Happening, Player } from './player.ts';

/** Who writes or calls, to whom, and when it begins. */
export type Setting = {
  trigger: Start['trigger'];
  contact: string;
  address: string;
  variables: Record<string, unknown>;
  data: Record<string, unknown>;
  /** Epoch milliseconds. */
  at: number;
};

export const defaultSetting: Setting = {
  trigger: 'incomingMessage',
  contact: '+15550100',
  address: '+15550199',
  variables: {},
  data: {},
  // A Monday, at noon in the time zone of Studio: the same every day, so that scripts are.
  at: Date.parse('2026-03-02T12:00:00-08:00'),
};

export type Customer = ReturnType<typeof openCustomer>;

/** A customer in front of a player: everything that a person, a clock, an agent or a phone can do to a flow. */
export function openCustomer(player: Player, setting: Setting) {
  let now = setting.at;
  let count = 0;
  /** Fills `execution` and `variables` in: what was learnt of the customer outlives the execution, as in production. */
  const begin = (parameters: Record<string, string>): Promise<Happening[]> => {
    count += 1;
    const { trigger, contact, address, data } = setting;
    const execution = `FN${String(count).padStart(32, '0')}`;
    const variables = { ...setting.variables, ...variablesFor(customerOf(player.run)) };
    const start = { trigger, execution, parameters, contact, address, variables, data, at: now };
    return player.feed({ type: 'start', start });
  };
  const feed = (event: FlowEvent) => {
    now += 1_000;
    return player.feed(event);
  };
  const thread = { channel: 'sms', account: setting.address, sender: setting.contact };
  const call = { CallSid: `CA${'0'.repeat(32)}`, From: setting.contact, To: setting.address };
  const running = () => player.run !== undefined && !player.run.ended;
  const token = () => player.run?.waiting?.token ?? '';

  return {
    setClock(at: number) {
      now = at;
    },
    /** A call comes in, or a program asks for the execution. */
    start: () =>
      begin(setting.trigger === 'incomingCall' ? { ...call, CallStatus: 'ringing', Direction: 'inbound' } : {}),
    write(content: Content, more: Record<string, string> = {}): Promise<Happening[]> {
      const parameters = { ...parametersOf(thread, `SM${now}`, content, undefined), ...more };
      return running() ? feed({ type: 'message', parameters, at: now }) : begin(parameters);
    },
    /** Nobody answered for as long as the question waits. */
    timeout() {
      now += (player.patience ?? 0) * 1_000;
      return player.feed({ type: 'timeout', at: now, token: token() });
    },
    undelivered: (reason: string) => feed({ type: 'undelivered', at: now, key: token(), reason }),
    task: (outcome: 'created' | 'failed') =>
      feed({ type: 'task', at: now, outcome, task: { sid: `WT${'0'.repeat(32)}` } }),
    /** The call comes back by an event of the flow, with these parameters of Twilio's. */
    comeBack: (event: string, parameters: Record<string, string>) =>
      feed({
        type: 'voice',
        at: now,
        token: token(),
        event,
        parameters: { ...call, CallStatus: 'in-progress', ...parameters },
      }),
    /** Nothing is said and nothing pressed. */
    silence() {
      now += 5_000;
      return player.goOn(now);
    },
    hangUp: () => feed({ type: 'hangup', at: now, parameters: { ...call, CallStatus: 'completed' } }),
  };
}
