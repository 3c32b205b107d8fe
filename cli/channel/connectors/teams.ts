import { teamsSettings } from '../../../lib/channels/teams/index.ts';
import { authorization } from '../../../lib/channels/teams/service.ts';
import { defineConnector, type Finding } from '../connector.ts';
import { fault, right } from '../findings.ts';

const azure = 'Azure portal (portal.azure.com), your Azure Bot';

/** https://learn.microsoft.com/azure/bot-service/bot-service-quickstart-registration */
export const teams = defineConnector({
  questions: [
    { setting: 'appId', where: `${azure}: Configuration, Microsoft App ID`, secret: false },
    {
      setting: 'clientSecret',
      where: `${azure}: Configuration, Manage Password, New client secret, Value`,
      secret: true,
    },
    {
      setting: 'tenantId',
      where: `${azure}: Configuration, App Tenant ID; none for a bot of type Multi Tenant`,
      secret: false,
      optional: true,
    },
  ],
  settings: teamsSettings,
  // The address of the webhook belongs to the resource in Azure, which the bot itself may not change.
  register: async () => [],
  check: async (settings, _webhook, http): Promise<Finding[]> => {
    try {
      await authorization(settings, http);
      return [right('Microsoft takes the app id and the client secret.')];
    } catch (error) {
      return [fault(error, 'Try again later.')];
    }
  },
  remains: ({ appId }, webhook) => [
    `${azure}: Configuration, Messaging endpoint, enter ${webhook} and apply.`,
    `${azure}: Channels, Microsoft Teams, Microsoft Teams Commercial, apply.`,
    `Developer Portal (dev.teams.microsoft.com): Apps, New app; App features, Bot, enter the bot id ${appId}, choose Personal, Team and Group chat.`,
    'The same app: Publish, to your organisation; or Download the package and upload it in Teams under Apps, Manage your apps.',
    'To have messages marked as read: Configure, Permissions, add ChatMessageReadReceipt.Read.Chat to the app.',
  ],
});
