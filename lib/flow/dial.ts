import { parametersOf } from './context.ts';
import type { Outcome, ResumeEvent } from './widget.ts';
import type { WidgetContext } from './widget-context.ts';

/** Seconds that Twilio is given, beyond the ringing, to say how a call went. */
const grace = 60;

type Dialling = { from: string; to: string; timeout: number; parameters: Record<string, string | undefined> };

/** What a call that was made put out. */
export const dialOutputs = ['CallSid', 'CallStatus', 'AnsweredBy', 'From', 'To', 'Direction'] as const;

/** Calls somebody. `timeout` is how many seconds it rings; nobody is called by an execution that is on the phone already. */
export function dial(context: WidgetContext, { from, to, timeout, parameters }: Dialling): Outcome<'failed'> {
  if (context.call === 'live') return { leave: 'failed', reason: 'The execution is on the phone already.' };
  const given = Object.entries({ ...parameters, Timeout: String(timeout) });
  const { key } = context;
  const call = {
    type: 'dial',
    key,
    token: key,
    from: from || context.address,
    to: to || context.contact,
    parameters: Object.fromEntries(given.flatMap(([name, value]) => (value ? [[name, value]] : []))),
  } as const;
  return { effects: [call], wait: 'voice', seconds: timeout + grace };
}

/** How a call went: answered, or why not. */
export function dialled(event: ResumeEvent): Outcome<'answered' | 'busy' | 'noAnswer' | 'failed'> {
  if (event.type === 'timeout') return { leave: 'noAnswer', reason: 'Twilio never said how the call went.' };
  if (event.type !== 'voice') return { leave: 'failed' };
  const output = parametersOf(event.parameters);
  if (event.event === 'answered') return { answered: true, output, leave: 'answered' };
  if (event.event === 'busy' || event.event === 'noAnswer') return { output, leave: event.event };
  return { output, leave: 'failed', reason: `The call ended with "${output.CallStatus ?? event.event}".` };
}
