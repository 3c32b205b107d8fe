import type { KnownError } from '../shared/answer.ts';

/**
 * What the error codes of Teams mean for a message; others are told in Teams' words.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages
 */
export const teamsErrors: Record<string, KnownError> = {
  Authorization: {
    meaning: 'the bot may not write here',
    remedy: "Check that the app's id in Azure is the bot's id in the Teams app.",
  },
  BotDisabledByAdmin: {
    meaning: 'an administrator has blocked the app',
    remedy: 'Allow it in the Teams admin centre.',
  },
  BotNotInConversationRoster: {
    meaning: 'the bot is not in the conversation',
    remedy: 'Add the app to the chat or the team.',
  },
  ConversationBlockedByUser: { meaning: 'the customer has blocked the bot' },
  ConversationNotFound: { meaning: 'there is no such conversation' },
  ForbiddenOperationException: {
    meaning: 'the app is not installed for the customer',
    remedy: 'Ask the customer to add the app again.',
  },
  InvalidBotApiHost: { meaning: 'the bot is of another cloud than the conversation' },
  MessageSizeTooBig: { meaning: 'the message is too large' },
  MessageWritesBlocked: { meaning: 'the customer has blocked or removed the bot' },
  NotEnoughPermissions: { meaning: 'the bot lacks a permission' },
};
