import type { Received, WebhookRequest } from '../channel.ts';
import { readJson } from '../shared/json.ts';
import { eventShape, receiveEvent } from './event.ts';
import { forwardedShape, receiveForwarded } from './forwarded.ts';
import { interactionShape, receiveInteraction } from './interaction.ts';
import { kindOf } from './kind.ts';

/**
 * Reads an interaction, a webhook event, or an event of the Gateway that our relay forwarded.
 * https://docs.discord.com/developers/interactions/receiving-and-responding
 */
export function receive({ body }: WebhookRequest, account: string): Received {
  switch (kindOf(body)) {
    case 'forwarded':
      return receiveForwarded(readJson(body, forwardedShape), account);
    case 'event':
      return receiveEvent(readJson(body, eventShape), account);
    default:
      return receiveInteraction(readJson(body, interactionShape), account);
  }
}
