import * as z from 'zod';
import type { Acceptance, WebhookRequest } from '../channel.ts';
import { readAnswer } from '../shared/json.ts';

/**
 * An invoke waits for what its answer says; one of a button of ours is answered by an empty message, any other with 501, as
 * we asked for none. https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/work-with-universal-actions-for-adaptive-cards
 */
export function accepted(request: WebhookRequest): Acceptance {
  const invoke = readAnswer(request.body, invokeShape);
  if (!invoke) return { contentType: 'text/plain', body: '' };
  if (invoke.name !== 'adaptiveCard/action') return { status: 501, contentType: 'application/json', body: '{}' };
  const answer = { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' };
  return { contentType: 'application/json', body: JSON.stringify(answer) };
}

/** The option behind a button of ours: as the value of a message, or within the action of an invoke. */
export function optionOf(value: unknown): string | undefined {
  const submitted = submittedShape.safeParse(value).data;
  return submitted?.choice ?? submitted?.action?.data?.choice;
}

const invokeShape = z.object({ type: z.literal('invoke'), name: z.string().optional() });

const choice = z.object({ choice: z.string().optional() });
const submittedShape = choice.extend({ action: z.object({ data: choice.optional() }).optional() });
