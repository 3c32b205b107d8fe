import { deployment } from '../../config/deployment.ts';
import { readFlow } from '../../lib/flow/flow.ts';
import { publishFlow, routeTo } from '../../lib/store/flows.ts';
import type { Table } from '../../lib/store/table.ts';

/** Has a flow of a single widget answer on a channel's account, instead of the one that the deployment names. */
export async function answerWith(table: Table, channel: string, widget: Widget): Promise<void> {
  const name = `bench-${channel}`;
  const definition = readFlow({
    states: [
      { name: 'trigger', type: 'trigger', transitions: [{ event: 'incomingMessage', next: 'only' }] },
      { name: 'only', ...widget },
    ],
    initial_state: 'trigger',
  });
  await publishFlow(table, { name, sid: name, definition, subflows: {} }, Date.now());
  await routeTo(table, channel, 'main', name);
}

type Widget = { type: string; properties: Record<string, unknown> };

/** Answers and ends: every message begins an execution. */
export const echo: Widget = { type: 'send-message', properties: { body: 'You said: {{trigger.message.Body}}' } };

/** Hands over at once and without a word. */
export const handOver: Widget = {
  type: 'send-to-flex',
  properties: {
    workflow: Object.keys(deployment.workflows)[0],
    channel: Object.keys(deployment.taskChannels)[0],
    attributes: '{"language": "en"}',
  },
};
