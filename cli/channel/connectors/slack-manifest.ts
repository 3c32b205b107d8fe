/** What the bot may do: read what is said to it, answer, take and give files, and see and give reactions. */
export const slackScopes = [
  'app_mentions:read',
  'chat:write',
  'files:read',
  'files:write',
  'im:history',
  'reactions:read',
  'reactions:write',
];

/** The whole of an app for Seaway, to be pasted into Slack. https://docs.slack.dev/reference/app-manifest */
export const slackManifest = (webhook: string): string =>
  JSON.stringify(
    {
      display_information: { name: 'Seaway' },
      features: {
        app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
        bot_user: { display_name: 'Seaway', always_online: true },
      },
      oauth_config: { scopes: { bot: slackScopes } },
      settings: {
        event_subscriptions: {
          request_url: webhook,
          bot_events: ['app_mention', 'message.im', 'reaction_added', 'reaction_removed'],
        },
        interactivity: { is_enabled: true, request_url: webhook },
        org_deploy_enabled: false,
        socket_mode_enabled: false,
        token_rotation_enabled: false,
      },
    },
    null,
    2,
  );
