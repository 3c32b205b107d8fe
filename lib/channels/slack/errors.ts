import type { KnownError } from '../shared/answer.ts';

const reinstall = 'Install the app in the workspace again and give Seaway its new bot user token.';
const invite = 'Invite the app to the channel.';

/**
 * What Slack's error codes mean for a message, and which of them pass by themselves; others are told by their code.
 * https://docs.slack.dev/reference/methods/chat.postMessage#errors
 */
export const slackErrors: Record<string, KnownError> = {
  account_inactive: { meaning: 'the token belongs to a workspace or an app that is gone', remedy: reinstall },
  cannot_dm_bot: { meaning: 'the recipient is a bot' },
  channel_not_found: { meaning: 'there is no such channel, or the app does not see it', remedy: invite },
  ekm_access_denied: { meaning: 'an administrator has suspended messages' },
  fatal_error: { meaning: 'Slack failed', passing: true },
  internal_error: { meaning: 'Slack failed', passing: true },
  invalid_auth: { meaning: 'the token is wrong', remedy: reinstall },
  is_archived: { meaning: 'the channel is archived', remedy: 'Unarchive the channel.' },
  message_limit_exceeded: { meaning: "the workspace's messages are used up" },
  messages_tab_disabled: {
    meaning: 'people cannot write to the app',
    remedy: "Switch on the Messages Tab under App Home in the app's settings.",
  },
  missing_scope: { meaning: 'the token lacks a permission', remedy: 'Add the scope and install the app again.' },
  msg_too_long: { meaning: 'the text is too long' },
  no_text: { meaning: 'the message has no text' },
  not_authed: { meaning: 'no token was given', remedy: reinstall },
  not_in_channel: { meaning: 'the app is not in the channel', remedy: invite },
  rate_limited: { meaning: 'too many messages at once', passing: true },
  ratelimited: { meaning: 'too many messages at once', passing: true },
  request_timeout: { meaning: 'Slack waited too long for the request', passing: true },
  restricted_action: { meaning: 'a setting of the workspace forbids the app to write here' },
  service_unavailable: { meaning: 'Slack is unavailable', passing: true },
  team_added_to_org: { meaning: 'the workspace is being moved into an organisation', passing: true },
  token_expired: {
    meaning: 'the token has expired',
    remedy: 'Switch off token rotation for the app and install it again.',
  },
  token_revoked: { meaning: 'the token was revoked', remedy: reinstall },
  user_disabled: { meaning: 'the customer was removed from the workspace' },
};
