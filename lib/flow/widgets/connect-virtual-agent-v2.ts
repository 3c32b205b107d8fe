import * as z from 'zod';
import { askBot, saidBy } from '../bot.ts';
import { parametersOf } from '../context.ts';
import type { BotResult } from '../event.ts';
import { amount, httpMethod, objectOf, pairs, text, textOf } from '../properties.ts';
import { element, named } from '../twiml.ts';
import { agentOutputs, agentResult, connectTo } from '../virtual-agent.ts';
import { defineWidget, type Outcome } from '../widget.ts';
import type { WidgetContext } from '../widget-context.ts';

/** Seconds that a customer may be silent unless told otherwise, and the life of an execution. */
const hour = 3_600;
const thirtyDays = 30 * 24 * hour;

const properties = z.object({
  connector_name: text(),
  connector_details: z.looseObject({ name: text() }).nullish(),
  configurations: pairs,
  parameters: pairs,
  status_callback: text(),
  status_callback_method: httpMethod('POST'),
  timeout: amount(hour, thirtyDays),
  session_behavior: text('new_session'),
  resume_session_identification_value: text(),
});
type Properties = z.infer<typeof properties>;

const transitions = ['completed', 'live-agent-handoff', 'hangup', 'failed', 'paused', 'timeout'] as const;
type Leaving = Outcome<(typeof transitions)[number]>;

/** Lets a bot talk with the customer. https://www.twilio.com/docs/studio/widget-library/connect-virtual-agent-flex */
export const connectVirtualAgentV2 = defineWidget({
  type: 'connect-virtual-agent-v2',
  summary: 'Lets a bot talk with the customer, message by message or on the phone, until it or the customer is done.',
  properties,
  ignores: ['channel', 'resume_session_identification_method', 'resume_session_event_name'],
  transitions,
  outputs: [...agentOutputs, 'VirtualAgentProviderData.AgentHandoffParameters'],
  differences: [
    "Whether it talks on the phone is the execution's affair, not that of `channel`.",
    'In messages `connector_name` is a bot of `config/deployment.ts`; one that fails, or says nothing, leaves by `failed`.',
    '`paused` comes on the phone only.',
  ],
  enter(properties, context) {
    if (context.call === 'over') return { leave: 'hangup' };
    return context.call ? connect(properties) : ask(properties, context, context.heard);
  },
  resume(event, context, read) {
    switch (event.type) {
      case 'bot':
        return hear(event.result, read(), context);
      case 'message':
        return ask(read(), context, context.heard);
      case 'timeout':
        return { output: { VirtualAgentStatus: 'timeout' }, leave: 'timeout' };
      case 'undelivered':
        return failed(event.reason);
      case 'voice':
        return leaveBy(agentResult(parametersOf(event.parameters)));
      default:
        throw new Error(`it is not woken by "${event.type}"`);
    }
  },
});

function ask(properties: Properties, context: WidgetContext, text: string): Leaving {
  const bot = nameOf(properties);
  if (bot === '') return failed('No bot is named: fill in "connector_name".');
  const parameters = objectOf(properties.parameters.map((pair) => [pair.key, textOf(pair)]));
  return askBot(context, { bot, session: sessionOf(properties, context), text, parameters });
}

function hear(result: BotResult, properties: Properties, context: WidgetContext): Leaving {
  if ('failure' in result) return failed(result.failure);
  const effects = saidBy(result, context);
  const data = { ConversationId: sessionOf(properties, context), EndUserId: context.contact };
  const about = { VirtualAgentProvider: nameOf(properties), VirtualAgentProviderData: data };
  if (result.state === 'completed')
    return { effects, output: { ...about, VirtualAgentStatus: 'completed' }, leave: 'completed' };
  if (result.state === 'handoff') {
    const handed = { ...data, AgentHandoffParameters: result.data ?? {} };
    const output = { ...about, VirtualAgentProviderData: handed, VirtualAgentStatus: 'live-agent-handoff' };
    return { effects, output, leave: 'live-agent-handoff' };
  }
  if (effects.length === 0) return failed('The bot had nothing to say.');
  return { effects, output: about, wait: 'reply', seconds: properties.timeout };
}

function connect(properties: Properties): Leaving {
  const agent = element(
    'VirtualAgent',
    {
      connectorName: nameOf(properties),
      statusCallback: properties.status_callback,
      statusCallbackMethod: properties.status_callback && properties.status_callback_method,
    },
    [...named('Config', properties.configurations), ...named('Parameter', properties.parameters)],
  );
  return { wait: 'voice', say: connectTo('agent', agent) };
}

function leaveBy({ status, output }: ReturnType<typeof agentResult>): Leaving {
  const leave = transitions.find((event) => event === status) ?? 'failed';
  return leave === 'failed'
    ? { output, leave, reason: String(output.VirtualAgentError ?? `The virtual agent ended with "${status}".`) }
    : { output, leave };
}

const failed = (reason: string): Leaving => ({
  output: { VirtualAgentStatus: 'failed', VirtualAgentError: reason },
  leave: 'failed',
  reason,
});

const nameOf = ({ connector_name: name, connector_details: details }: Properties): string =>
  (name || details?.name || '').trim();

/** One session lasts for the visit, unless the flow resumes one that it names. */
const sessionOf = (properties: Properties, { visit }: WidgetContext): string =>
  (properties.session_behavior !== 'new_session' && properties.resume_session_identification_value) || visit;
