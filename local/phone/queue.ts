import * as z from 'zod';
import { wordsOf } from './grammar.ts';
import type { Account } from './twilio.ts';
import type { XmlElement } from './xml.ts';

/** A place in the queue of a workflow. */
export type Place = { sid: string; leave(): Promise<void> };

/** TaskRouter as `<Enqueue>` uses it: a task for a call, taken back when the caller hangs up. `origin` is its stand-in's. */
export function openQueue(origin: string, { accountSid, authToken }: Account) {
  const login = Buffer.from(`${accountSid}:${authToken}`).toString('base64');
  const ask = async (path: string, fields?: Record<string, string>): Promise<unknown> => {
    const answer = await fetch(`${origin}/v1/Workspaces${path}`, {
      headers: { authorization: `Basic ${login}` },
      ...(fields && { method: 'POST', body: new URLSearchParams(fields) }),
    });
    return answer.ok ? answer.json() : undefined;
  };

  /** The workspace that has this workflow. */
  async function workspaceOf(workflow: string): Promise<string | undefined> {
    const { workspaces } = z.object({ workspaces: z.array(sidSchema) }).parse(await ask(''));
    for (const { sid } of workspaces) if (await ask(`/${sid}/Workflows/${workflow}`)) return sid;
    return undefined;
  }

  return {
    /** Undefined where there is no such workflow, or TaskRouter does not take the task. */
    async enter(enqueue: XmlElement, call: Record<string, string>): Promise<Place | undefined> {
      const WorkflowSid = enqueue.attributes.workflowSid ?? '';
      const workspace = await workspaceOf(WorkflowSid);
      const task = enqueue.children.find((child) => typeof child !== 'string');
      const given = z.record(z.string(), z.unknown()).parse(JSON.parse((task && wordsOf(task)) || '{}'));
      const { CallSid: call_sid, From: from, To: to, Direction: direction } = call;
      const made = await ask(`/${workspace}/Tasks`, {
        WorkflowSid,
        TaskChannel: 'voice',
        Attributes: JSON.stringify({ from, to, direction, ...given, call_sid }),
        ...(task?.attributes.priority && { Priority: task.attributes.priority }),
        ...(task?.attributes.timeout && { Timeout: task.attributes.timeout }),
      });
      const { sid } = sidSchema.partial().parse(made ?? {});
      const path = `/${workspace}/Tasks/${sid}`;
      const leave = async () => void (await ask(path, { AssignmentStatus: 'canceled', Reason: 'hangup' }));
      return sid === undefined ? undefined : { sid, leave };
    },
  };
}

const sidSchema = z.object({ sid: z.string() });
