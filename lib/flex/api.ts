import * as z from 'zod';
import { isSuccess } from '../channels/shared/answer.ts';
import { readAnswer } from '../channels/shared/json.ts';
import { type TwilioAccount, twilioLogin, twilioRefusal } from '../channels/shared/twilio-account.ts';
import { Transient } from '../errors.ts';
import type { Http, HttpResponse } from '../http.ts';
import { type Mark, markJson, readMark } from './mark.ts';

export type FlexApi = ReturnType<typeof openFlexApi>;

/** What a task is routed by: https://www.twilio.com/docs/flex/developer/conversations/interactions-api/interactions */
export type Routing = {
  workspaceSid: string;
  workflowSid: string;
  taskChannel: string;
  priority: number;
  /** Seconds until an unassigned task is given up. */
  timeout: number;
  /** A JSON object. */
  attributes: string;
};

/**
 * What of Conversations and Interactions a hand-off to Flex needs. All of it throws Transient where it may be tried again,
 * Permanent with Twilio's code and reason where not. A conversation is named by its SID or its unique name.
 * https://www.twilio.com/docs/conversations-classic/api
 */
export function openFlexApi(account: TwilioAccount, http: Http) {
  async function call(method: 'GET' | 'POST', url: string, form?: URLSearchParams): Promise<HttpResponse> {
    const authorization = twilioLogin(account);
    const body = form && { body: form.toString() };
    const type: Record<string, string> = form ? { 'content-type': 'application/x-www-form-urlencoded' } : {};
    return http({
      method,
      url,
      timeout: 8_000,
      headers: { authorization, accept: 'application/json', ...type },
      ...body,
    });
  }
  const post = (url: string, fields: [string, string][]) => call('POST', url, new URLSearchParams(fields));

  return {
    /** Makes a conversation with the customer in it, or finds the one of that name. */
    async begin({ name, identity }: { name: string; identity: string }): Promise<{ sid: string; isNew: boolean }> {
      const made = await post(`${conversations}/ConversationWithParticipants`, [
        ['UniqueName', name],
        ['Timers.Closed', longest],
        ['Participant', JSON.stringify({ identity })],
      ]);
      if (made.status !== 409) return { sid: answerOf(made, named, 'the conversation').sid, isNew: true };
      return { sid: answerOf(await call('GET', at(name)), named, 'the conversation').sid, isNew: false };
    },

    /** Puts somebody into a conversation, who may be in it already. */
    async join(conversation: string, identity: string): Promise<void> {
      const joined = await post(`${at(conversation)}/Participants`, [['Identity', identity]]);
      if (joined.status !== 409) accepted(joined, 'the participant');
    },

    /** The addresses that are told of what is said in a conversation. */
    async listeners(conversation: string): Promise<string[]> {
      const { webhooks } = answerOf(await call('GET', `${at(conversation)}/Webhooks`), webhookList, 'the webhooks');
      return webhooks.map(({ configuration }) => configuration.url);
    },

    /** Has this address told of what is said in a conversation. */
    async listen(conversation: string, url: string): Promise<void> {
      const fields: [string, string][] = [
        ['Target', 'webhook'],
        ['Configuration.Url', url],
        ['Configuration.Method', 'post'],
        ['Configuration.Filters', 'onMessageAdded'],
      ];
      accepted(await post(`${at(conversation)}/Webhooks`, fields), 'the webhook');
    },

    /** Says something in a conversation, 1,600 characters at most. Not idempotent: before a second try, look with `marks`. */
    async say(
      conversation: string,
      { author, body, mark }: { author: string; body: string; mark: Mark },
    ): Promise<void> {
      const fields: [string, string][] = [
        ['Author', author],
        ['Body', body],
        ['Attributes', markJson(mark)],
      ];
      accepted(await post(`${at(conversation)}/Messages`, fields), 'the message');
    },

    /** What we said among a conversation's newest 100 messages. */
    async marks(conversation: string): Promise<Mark[]> {
      const newest = await call('GET', `${at(conversation)}/Messages?Order=desc&PageSize=100`);
      return answerOf(newest, messageList, 'the messages').messages.flatMap(
        ({ attributes }) => readMark(attributes) ?? [],
      );
    },

    /** Whether anything can be said in a conversation still. */
    async isOpen(conversation: string): Promise<boolean> {
      const found = await call('GET', at(conversation));
      return found.status !== 404 && answerOf(found, named, 'the conversation').state !== 'closed';
    },

    /** Has a conversation routed to an agent; gives the task's SID where Twilio tells it at once. */
    async route(conversation: string, routing: Routing): Promise<string | undefined> {
      const { workspaceSid, workflowSid, taskChannel, priority, timeout, attributes } = routing;
      const properties = {
        workspace_sid: workspaceSid,
        workflow_sid: workflowSid,
        task_channel_unique_name: taskChannel,
        priority,
        timeout,
        attributes: z.json().parse(JSON.parse(attributes)),
      };
      const channel = { type: 'chat', initiated_by: 'customer', properties: { media_channel_sid: conversation } };
      const made = await post(interactions, [
        ['Channel', JSON.stringify(channel)],
        ['Routing', JSON.stringify({ properties })],
      ]);
      return answerOf(made, interaction, 'the interaction').routing?.properties.sid;
    },

    /**
     * Ends an interaction and its tasks, which the agents may wrap up where that is wanted; one that is over is left alone.
     * https://www.twilio.com/docs/flex/developer/conversations/interactions-api/channels-subresource
     */
    async close({ sid, channel, wrapUp }: { sid: string; channel: string; wrapUp: boolean }): Promise<void> {
      const closed = await post(`${interactions}/${sid}/Channels/${channel}`, [
        ['Status', 'closed'],
        ...(wrapUp ? [] : [['Routing', JSON.stringify({ status: 'closed' })] satisfies [string, string]]),
      ]);
      if (![400, 404, 409].includes(closed.status)) accepted(closed, 'to close the interaction');
    },
  };
}

const conversations = 'https://conversations.twilio.com/v1';
const interactions = 'https://flex-api.twilio.com/v1/Interactions';

const at = (conversation: string) => `${conversations}/Conversations/${conversation}`;

/** Twilio closes by itself what nobody has said anything in for as long as a task can live. */
const longest = 'P14D';

const named = z.object({ sid: z.string(), state: z.string().optional() });
const webhookList = z.object({ webhooks: z.array(z.object({ configuration: z.object({ url: z.string() }) })) });
const messageList = z.object({ messages: z.array(z.object({ attributes: z.string().nullable() })) });
const interaction = z.object({
  routing: z
    .object({ properties: z.object({ sid: z.string().optional() }) })
    .nullish()
    .catch(undefined),
});

function accepted(response: HttpResponse, what: string): HttpResponse {
  if (!isSuccess(response)) throw twilioRefusal(response, what);
  return response;
}

function answerOf<Shape>(response: HttpResponse, shape: z.ZodType<Shape>, what: string): Shape {
  const answer = readAnswer(accepted(response, what).body, shape);
  if (answer === undefined) throw new Transient(`Twilio's answer about ${what} cannot be read`);
  return answer;
}
