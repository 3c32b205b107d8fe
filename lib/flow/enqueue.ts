import { element } from './twiml.ts';
import type { Outcome } from './widget.ts';

type Place = {
  /** A TaskRouter workflow, or the name of a plain queue. */
  workflow: string;
  queue?: string;
  /** JSON. */
  attributes: string;
  priority: number;
  /** Seconds until an unassigned task is given up; undefined: never. */
  timeout: number | undefined;
  waitUrl: string;
  waitUrlMethod: string;
};

/** What a queue put out of a call: the parameters that come back from `<Enqueue>`. */
export const queueOutputs = ['QueueResult', 'QueueSid', 'QueueTime', 'CallSid', 'CallStatus'] as const;

/** Puts the call into a queue, as a task where a workflow looks for an agent. https://www.twilio.com/docs/voice/twiml/enqueue */
export function enqueue(place: Place): Outcome<never> {
  const { workflow, queue = '', attributes, priority, timeout, waitUrl, waitUrlMethod } = place;
  const task = workflow === '' ? [queue] : [element('Task', { priority, timeout }, [attributes])];
  const wait = waitUrl === '' ? {} : { waitUrl, waitUrlMethod };
  return {
    wait: 'voice',
    say: [element('Enqueue', { workflowSid: workflow, action: 'flow:dequeued', ...wait }, task)],
  };
}

/** How a queue was left. A caller who hangs up in the queue has been in it: that is no failure. */
export function dequeued(
  parameters: Record<string, unknown>,
): Outcome<'callComplete' | 'failedToEnqueue' | 'callFailure'> {
  const result = String(parameters.QueueResult ?? '');
  const reason = `Twilio says of the queue: "${result}".`;
  if (result === 'system-error') return { output: parameters, leave: 'callFailure', reason };
  if (result === 'error' || result === 'queue-full') return { output: parameters, leave: 'failedToEnqueue', reason };
  return { output: parameters, leave: 'callComplete' };
}
