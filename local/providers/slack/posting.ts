import { hmac } from '../../../lib/channels/shared/hmac.ts';
import { postWebhook } from '../api.ts';
import { app, bot, nextId, team } from './ids.ts';

/** Posts an event to our webhook, signed. https://docs.slack.dev/apis/events-api#callback-field */
export const postEvent = (webhook: string, signingSecret: string, event: Record<string, unknown>) =>
  post(webhook, signingSecret, 'application/json', {
    token: 'local-verification-token',
    team_id: team,
    api_app_id: app,
    event,
    type: 'event_callback',
    event_id: nextId('Ev'),
    event_time: Math.floor(Date.now() / 1000),
    authorizations: [
      { enterprise_id: null, team_id: team, user_id: bot.user, is_bot: true, is_enterprise_install: false },
    ],
    is_ext_shared_channel: false,
  });

/** Posts a press of a button as the form that it comes as, signed. */
export const postPress = (webhook: string, signingSecret: string, press: Record<string, unknown>) =>
  post(webhook, signingSecret, 'application/x-www-form-urlencoded', {
    type: 'block_actions',
    api_app_id: app,
    token: 'local-verification-token',
    trigger_id: nextId('Ev'),
    team: { id: team, domain: 'local' },
    enterprise: null,
    is_enterprise_install: false,
    ...press,
  });

function post(webhook: string, signingSecret: string, type: string, payload: Record<string, unknown>) {
  const json = JSON.stringify(payload);
  const body = type === 'application/json' ? json : new URLSearchParams({ payload: json }).toString();
  const time = String(Math.floor(Date.now() / 1000));
  const signature = `v0=${hmac('sha256', signingSecret, `v0:${time}:${body}`, 'hex')}`;
  const headers = { 'content-type': type, 'x-slack-request-timestamp': time, 'x-slack-signature': signature };
  return postWebhook(webhook, headers, body);
}
