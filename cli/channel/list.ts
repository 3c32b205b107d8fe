import { channels } from '../../lib/channels/index.ts';
import { defineCommand } from '../command.ts';
import { accountsFor } from './account.ts';

/** `seaway channel list`: the channels there are, and the accounts that this deployment has. */
export const list = defineCommand({
  summary: 'lists the channels and the accounts of config/deployment.ts',
  help: `seaway channel list

Every channel, with the accounts that config/deployment.ts names and the flow that answers on each.

  --json              [{ channel, accounts: [{ account, flow }] }]`,
  options: {},
  async run() {
    const accounts = accountsFor();
    const all = Object.keys(channels).map((channel) => ({
      channel,
      accounts: accounts.filter((one) => one.channel === channel).map(({ account, flow }) => ({ account, flow })),
    }));
    const lines = all.map(({ channel, accounts: own }) => {
      const told = own.map(({ account, flow }) => `${account} (${flow})`).join(', ');
      return `${channel.padEnd(26)}${told || '-'}`;
    });
    return { ok: true, text: lines.join('\n'), json: all };
  },
});
