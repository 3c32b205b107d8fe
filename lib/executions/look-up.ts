import type { Office } from '../executions.ts';
import { isActive } from '../voice/call.ts';
import { described, type ExecutionAnswer, refusal } from './answer.ts';

/** After this long, ms, an execution that has not begun will not: an agent or another one was faster. */
const patience = 900_000;

/** Whether an execution is running, of a call or on a thread. */
export async function lookUp(office: Office, flow: string, execution: string): Promise<ExecutionAnswer> {
  const now = office.voice.now();
  const call = await office.voice.calls.read(execution);
  if (call?.run.flow.name === flow) {
    const about = { flow, revision: call.run.flow.revision, to: call.thread.sender };
    return { status: 200, body: described(execution, about, isActive(call, now)) };
  }
  const found = call ? undefined : await office.requests.find(execution);
  if (found?.flow !== flow) return refusal(404, 20404, `There is no execution ${execution} of the flow "${flow}".`);
  const { revision, thread, begun, at } = found;
  const state = await office.state(thread);
  const active = state?.run?.execution === execution || (!begun && now - at < patience);
  return { status: 200, body: described(execution, { flow, revision, to: thread.sender }, active) };
}
