import type { Agent, ShownCall } from '../protocol.ts';
import { since, useNow } from './times.ts';

export const isLive = ({ ended }: ShownCall): boolean => ended === undefined;

/** A call that a flow has placed, and that nobody has answered yet. */
export const ringsAtCustomer = ({ state, direction }: ShownCall): boolean =>
  state === 'ringing' && direction === 'outbound-api';

/** How the call of a customer stands: what it waits for, or how the last one ended. */
export function CallState({ call, agents }: { call: ShownCall | undefined; agents: Agent[] }) {
  const now = useNow();
  const look = call && isLive(call) ? (call.state === 'ringing' ? 'rings' : 'talks') : '';
  return (
    <p class={`call-state ${look}`}>
      <span role="status">{call ? stateOf(call, agents) : 'No call'}</span>
      {call && <span class="lasts">{since(call.began, call.ended ?? now)}</span>}
    </p>
  );
}

function stateOf(call: ShownCall, agents: Agent[]): string {
  const { state, direction, waitsAt = '', taskSid } = call;
  if (state === 'ringing') return direction === 'inbound' ? 'Ringing …' : 'Seaway calls: it rings';
  if (state !== 'in-progress') return endings[state];
  if (waitsAt !== 'Enqueue') return `In progress${waits[waitsAt] ?? ''}`;
  const agent = agents.find(({ reservations }) =>
    reservations.some((one) => one.taskSid === taskSid && one.status === 'accepted'),
  );
  return agent ? `Talking with ${agent.name.charAt(0).toUpperCase()}${agent.name.slice(1)}` : 'Waiting in the queue';
}

const waits: Record<string, string> = {
  Record: ': recording',
  Dial: ': connected to another number',
  Pay: ': taking a payment',
  Connect: ': connected to a virtual agent',
};

/** How a call can end, as Twilio names it. */
export const endings = { completed: 'Ended', busy: 'Busy', 'no-answer': 'Not answered' } as const;
