import * as z from 'zod';

type State = 'continues' | 'handoff' | 'completed';

/** What the model is told of the way to hand over and to be done. */
export const signalRule = {
  tools:
    'Call the tool hand_over when the customer asks for a person or you cannot help, and finish when nothing is left to do.',
  words:
    'End your answer with [[hand over]] when the customer asks for a person or you cannot help, and with [[finish]] when nothing is left to do.',
} as const;

const reason = { type: 'object', properties: { reason: { type: 'string', description: 'in one short sentence' } } };

/** The tools of the request's body. */
export const tools = [
  tool('hand_over', 'Connects the customer with a person.'),
  tool('finish', 'Ends the conversation: everything is settled.'),
];

export type ToolCall = { function: { name: string; arguments?: string | undefined } };

/** What the model says to the customer and what it signals, by tool calls or by words. */
export function readSignals(content: string, calls: ToolCall[]): { text: string; state: State; reason?: string } {
  const called = (name: string) => calls.find((call) => call.function.name === name);
  const [handOver, finish] = [called('hand_over'), called('finish')];
  const text = content.replace(words, '').trim();
  if (handOver || /\[\[hand over\]\]/i.test(content)) {
    return { text, state: 'handoff', ...reasonIn(handOver?.function.arguments) };
  }
  return { text, state: finish || /\[\[finish\]\]/i.test(content) ? 'completed' : 'continues' };
}

const words = /\[\[(?:hand over|finish)\]\]/gi;

/** For the agent to read: a model's own words, so not many of them. */
function reasonIn(json = '{}'): { reason?: string } {
  try {
    const { reason } = z.object({ reason: z.string().optional() }).parse(JSON.parse(json));
    return reason === undefined ? {} : { reason: reason.slice(0, 300) };
  } catch {
    return {};
  }
}

function tool(name: string, description: string) {
  return { type: 'function', function: { name, description, parameters: reason } };
}
