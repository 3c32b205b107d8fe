import * as z from 'zod';
import { Permanent } from '../../errors.ts';
import type { Acceptance, WebhookRequest } from '../channel.ts';
import { readAnswer } from '../shared/json.ts';
import { receive } from './inbound.ts';
import { isPrivate } from './interaction.ts';
import { kindOf } from './kind.ts';

/** A message that only the person sees. */
export const ephemeral = 64;

const shape = z.object({ type: z.number(), context: z.number().optional() });

/**
 * What Discord must hear within three seconds: that we will answer a command or a form later, that a press was noticed.
 * https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-response-object
 */
export function accepted(request: WebhookRequest): Acceptance {
  switch (kindOf(request.body)) {
    case 'forwarded':
      return { contentType: 'text/plain', body: '' };
    case 'event':
      return { status: 204, contentType: 'application/json', body: '' };
    default:
      return { contentType: 'application/json', body: JSON.stringify(responseTo(request)) };
  }
}

/** Types of responses: 4 is a message, 5 "is thinking", 6 nothing to be seen, 8 suggestions, of which we have none. */
function responseTo(request: WebhookRequest) {
  const interaction = readAnswer(request.body, shape) ?? { type: 0 };
  switch (interaction.type) {
    case 3:
      return { type: 6 };
    case 4:
      return { type: 8, data: { choices: [] } };
    default:
      if (!isHeard(request)) return { type: 4, data: { flags: ephemeral, content: notHeard } };
      return { type: 5, ...(isPrivate(interaction) && { data: { flags: ephemeral } }) };
  }
}

/** Who would be told that we are thinking, but was not heard, would wait for a quarter of an hour. */
const notHeard = 'That did not reach us. Please write /support and your question.';

function isHeard(request: WebhookRequest): boolean {
  try {
    return receive(request, '').events.length > 0;
  } catch (error) {
    if (error instanceof Permanent) return false;
    throw error;
  }
}
