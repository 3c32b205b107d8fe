import { setting } from '../aws/handler.ts';
import { callOut } from '../conversation/call-out.ts';
import type { Texts } from '../conversation/world.ts';
import type { Http } from '../http.ts';
import { openRouting } from '../routing.ts';
import { openCalls } from '../store/calls.ts';
import { openConferences } from '../store/conferences.ts';
import { openFlows } from '../store/flows.ts';
import { findKnownAgent } from '../store/known-agent.ts';
import type { Table } from '../store/table.ts';
import { readWorkspace } from '../store/workspace.ts';
import type { Workspace } from '../tasks/provisioned.ts';
import { readTwilioSettings } from '../tasks/settings.ts';
import { readTaskRules } from '../tasks/task-rules.ts';
import type { ConferenceWorld } from './conference/take.ts';
import { openTelephony } from './conference/telephony.ts';
import { askCalls } from './rest.ts';
import type { VoiceAccount, VoiceWorld } from './world.ts';

type Deployment = {
  readonly voice: readonly VoiceAccount[];
  readonly workflows: Record<string, string>;
  readonly texts: { readonly call: Texts };
};

/** The world of calls that the stack made, routed as config/taskrouter.json (`taskRouter`) says, but for what one request decides. Numbers belong to the account of TaskRouter. */
export function deployedVoice(
  { voice, workflows, texts }: Deployment,
  taskRouter: unknown,
  { table, http, secretOf }: { table: Table; http: Http; secretOf: (name: string) => Promise<unknown> },
) {
  const routing = openRouting(taskRouter, workflows);
  const { knownAgent } = readTaskRules(taskRouter);
  let workspace: Workspace | undefined;
  const settings = async () => readTwilioSettings(await secretOf(`${setting('SECRET_PREFIX')}twilio`));
  const world: Omit<VoiceWorld & ConferenceWorld, 'enqueue' | 'carry' | 'log'> = {
    accounts: voice,
    calls: openCalls(table),
    flows: openFlows(table, Date.now),
    call: callOut(http),
    dial: async (fields) => askCalls(http, await settings(), 'Calls.json', fields),
    interrupt: async (sid, Twiml) => askCalls(http, await settings(), `Calls/${sid}.json`, { Twiml }),
    conferences: openConferences(table),
    telephony: openTelephony(http, settings),
    workflowSid: async (workflow) => {
      const name = workflows[workflow] ?? workflow;
      workspace ??= await readWorkspace(table);
      return workspace.workflows[name] ?? name;
    },
    admit: routing.admit,
    async knownAgent(thread, customerId) {
      return knownAgent && findKnownAgent(table, { thread, customerId, now: Date.now(), ...knownAgent });
    },
    broken: texts.call,
    now: Date.now,
  };
  return { world, settings };
}
