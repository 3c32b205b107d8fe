import { parsedObject } from './call.ts';
import type { TwimlElement } from './event.ts';
import { element, isOver } from './twiml.ts';

/** What the virtual agents put out. */
export const agentOutputs = [
  'VirtualAgentProvider',
  'VirtualAgentStatus',
  'VirtualAgentProviderData',
  'VirtualAgentError',
  'VirtualAgentErrorCode',
] as const;

/** Connects the call to something that talks, and comes back by `flow:<event>` when that is over. */
export const connectTo = (event: string, noun: TwimlElement): TwimlElement[] => [
  element('Connect', { action: `flow:${event}` }, [noun]),
];

/** How a virtual agent left the call, and its parameters with the provider's data as an object. */
export function agentResult(parameters: Record<string, unknown>): { status: string; output: Record<string, unknown> } {
  const data = parsedObject(String(parameters.VirtualAgentProviderData ?? ''));
  const output = data ? { ...parameters, VirtualAgentProviderData: data } : parameters;
  const status = String(parameters.VirtualAgentStatus ?? '');
  // A caller who hangs up ends the agent's part without a status of its own.
  return { status: isOver(parameters) && status !== 'live-agent-handoff' ? 'hangup' : status, output };
}
