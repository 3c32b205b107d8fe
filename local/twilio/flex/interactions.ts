import * as z from 'zod';
import type { Account } from '../account.ts';
import { secondsOf } from '../event-data.ts';
import { type Answer, type Call, found, type Route } from '../http/call.ts';
import { oneOf, readParameters, text } from '../http/parameters.ts';
import { createTask } from '../lifecycle/create-task.ts';
import { cancelTask, completeTask, wrapTask } from '../lifecycle/end-task.ts';
import { isEnded, type Task } from '../model.ts';
import { invalid } from '../problem.ts';
import { taskChannelNamed } from '../resources/task-channels.ts';
import type { Space } from '../space.ts';
import type { Interaction } from './model.ts';

/** https://www.twilio.com/docs/flex/developer/conversations/interactions-api */
export const interactionRoutes: Route[] = [
  { method: 'POST', path: '/Interactions', handle: create },
  { method: 'GET', path: '/Interactions/{KD}/Channels/{UO}', handle: fetchChannel },
  { method: 'POST', path: '/Interactions/{KD}/Channels/{UO}', handle: updateChannel },
];

const channelSchema = z.strictObject({
  type: z.enum(['sms', 'email', 'web', 'whatsapp', 'chat', 'messenger', 'gbm']),
  initiated_by: z.literal('customer'),
  properties: z.strictObject({ media_channel_sid: z.string().startsWith('CH') }),
});
const routingSchema = z.strictObject({
  properties: z.strictObject({
    workspace_sid: z.string(),
    workflow_sid: z.string(),
    task_channel_unique_name: z.string(),
    priority: z.int().min(0).default(0),
    timeout: z.int().min(1).max(1_209_600).default(86_400),
    attributes: z.record(z.string(), z.json()).default({}),
  }),
});
const createSchema = z.strictObject({ Channel: text, Routing: text });
const updateSchema = z.strictObject({ Status: oneOf(['closed']), Routing: text.optional() });
const endSchema = z.strictObject({ status: z.literal('closed') });

/** Twilio makes the channel after it has answered; here everything is there at once, and refused at once. */
function create(call: Call): Answer {
  const { account } = call;
  const form = readParameters(createSchema, call.form);
  const channel = jsonOf('Channel', form.Channel, channelSchema);
  const { properties: asked } = jsonOf('Routing', form.Routing, routingSchema);
  const conversation = account.flex.conversations.get(channel.properties.media_channel_sid);
  if (!conversation || conversation.state === 'closed' || conversation.participants.size === 0)
    throw invalid('The conversation is not there, is closed, or has no customer in it');
  if (
    [...account.flex.interactions.values()].some((one) => one.conversation === conversation && one.status === 'active')
  )
    throw invalid('The conversation has an interaction already');
  const space = account.spaces.get(asked.workspace_sid);
  const taskChannel = space && taskChannelNamed(space, asked.task_channel_unique_name);
  if (!space || !taskChannel || !space.workflows.has(asked.workflow_sid))
    throw invalid('The workspace, its workflow or its task channel does not exist');
  const interaction: Interaction = {
    sid: account.newSid('KD'),
    channel: account.newSid('UO'),
    type: channel.type,
    conversation,
    workspaceSid: asked.workspace_sid,
    status: 'active',
    tasks: [],
  };
  account.flex.interactions.set(interaction.sid, interaction);
  const task = ask(account, space, interaction, {
    attributes: asked.attributes,
    priority: asked.priority,
    timeout: asked.timeout,
    workflowSid: asked.workflow_sid,
    taskChannelSid: taskChannel.sid,
  });
  return { status: 200, body: present(interaction, space, task) };
}

type Asked = Pick<Task, 'priority' | 'timeout' | 'workflowSid' | 'taskChannelSid'> & {
  attributes: Record<string, unknown>;
  worker?: string;
};

/** Asks an agent to an interaction by a task, which has what Flex adds to its attributes. */
export function ask(account: Account, space: Space, interaction: Interaction, { worker, ...asked }: Asked): Task {
  const { sid, channel, conversation } = interaction;
  const attributes = JSON.stringify({
    ...asked.attributes,
    flexInteractionSid: sid,
    flexInteractionChannelSid: channel,
    flexChannelInviteSid: account.newSid('KG'),
    conversationSid: conversation.sid,
    conversations: {
      conversation_id: sid,
      initiated_by: 'customer',
      media: [{ type: 'ChatTranscript', sid: conversation.sid }],
    },
  });
  if (attributes.length > 4_096) throw invalid('The attributes of the task are longer than 4096 characters');
  const task = createTask(space, {
    ...asked,
    attributes,
    taskQueueSid: null,
    routingTarget: worker ?? null,
    ignoreCapacity: worker !== undefined,
    virtualStartTime: undefined,
  });
  interaction.tasks.push(task.sid);
  account.searchIndex.record(task);
  return task;
}

function fetchChannel(call: Call): Answer {
  return { status: 200, body: presentChannel(interactionOf(call)) };
}

function updateChannel(call: Call): Answer {
  const interaction = interactionOf(call);
  const { Routing } = readParameters(updateSchema, call.form);
  if (Routing !== undefined) jsonOf('Routing', Routing, endSchema);
  if (interaction.status === 'closed') throw invalid('The channel is closed already');
  closeInteraction(call.account, interaction, Routing === undefined);
  return { status: 200, body: presentChannel(interaction) };
}

/** Ends an interaction with all its tasks, which agents who have one may `wrapUp`. */
export function closeInteraction(account: Account, interaction: Interaction, wrapUp: boolean): void {
  interaction.status = 'closed';
  interaction.conversation.state = 'closed';
  const space = account.spaces.get(interaction.workspaceSid);
  for (const sid of interaction.tasks) {
    const task = space?.tasks.get(sid);
    if (!space || !task || isEnded(task)) continue;
    if (task.status === 'pending' || task.status === 'reserved') cancelTask(space, task, 'The interaction was closed');
    else if (!wrapUp) completeTask(space, task, 'The interaction was closed');
    else if (task.status === 'assigned') wrapTask(space, task, null);
  }
}

function interactionOf(call: Call): Interaction {
  const interaction = found(call, call.account.flex.interactions, 0);
  if (interaction.channel !== call.sids[1]) found(call, new Map<string, never>(), 1);
  return interaction;
}

function jsonOf<Shape>(parameter: string, json: string, shape: z.ZodType<Shape>): Shape {
  try {
    return shape.parse(JSON.parse(json));
  } catch {
    throw invalid(`Invalid parameter ${parameter}: ${json.slice(0, 200)}`);
  }
}

const urlOf = ({ sid }: Interaction): string => `https://flex-api.twilio.com/v1/Interactions/${sid}`;

function present(interaction: Interaction, { accountSid, workspace }: Space, task: Task) {
  const url = urlOf(interaction);
  const properties = {
    sid: task.sid,
    account_sid: accountSid,
    workspace_sid: workspace.sid,
    workflow_sid: task.workflowSid,
    task_channel_sid: task.taskChannelSid,
    assignment_status: 'pending',
    attributes: task.attributes,
    priority: task.priority,
    timeout: task.timeout,
    date_created: secondsOf(task.dateCreated),
    date_updated: secondsOf(task.dateUpdated),
  };
  return {
    sid: interaction.sid,
    channel: { type: interaction.type, sid: interaction.channel },
    routing: { reservation: null, properties },
    interaction_context_sid: null,
    webhook_ttid: null,
    url,
    links: { channels: `${url}/Channels` },
  };
}

function presentChannel(interaction: Interaction) {
  const url = `${urlOf(interaction)}/Channels/${interaction.channel}`;
  return {
    sid: interaction.channel,
    interaction_sid: interaction.sid,
    type: interaction.type,
    status: interaction.status,
    error_code: null,
    error_message: null,
    url,
    links: { participants: `${url}/Participants`, invites: `${url}/Invites`, transfers: `${url}/Transfers` },
  };
}
