import { randomUUID } from 'node:crypto';
import type { Http } from '../../http.ts';
import type { Signal } from '../../message.ts';
import { isSuccess } from '../shared/answer.ts';
import { googleRefusal } from '../shared/google-refusal.ts';
import { type Agent, create } from './api.ts';

/** https://developers.google.com/business-communications/rcs-business-messaging/reference/rest/v1/phones.agentEvents/create */
export async function signal({ type, thread, messageId }: Signal, agent: Agent, http: Http): Promise<void> {
  const body = type === 'typing' ? { eventType: 'IS_TYPING' } : { eventType: 'READ', messageId };
  const event = { as: 'eventId', id: randomUUID(), body } as const;
  const response = await create('agentEvents', thread.sender, event, agent, http);
  if (!isSuccess(response)) throw googleRefusal('RCS', response, { what: 'the event' });
}
