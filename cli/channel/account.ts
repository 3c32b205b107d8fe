import { deployment } from '../../config/deployment.ts';
import { UsageError } from '../command.ts';
import type { Connector } from './connector.ts';
import { connectors } from './connectors/index.ts';

export type Account = { channel: string; account: string };

const accounts: readonly (Account & { flow: string })[] = deployment.accounts;

/** The accounts of config/deployment.ts that `channel` and `account` mean; all where neither is given. */
export function accountsFor(channel?: string, account?: string): (Account & { flow: string })[] {
  const meant = accounts.filter(
    (one) => (channel ?? one.channel) === one.channel && (account ?? one.account) === one.account,
  );
  if (meant.length > 0) return meant;
  const line = `{ channel: '${channel}', account: '${account ?? 'main'}', flow: 'front-desk' },`;
  throw new UsageError(`config/deployment.ts has no such account. Add it to accounts, then cdk deploy:\n  ${line}`);
}

/** How accounts of this channel are connected; throws UsageError with what there is. */
export function connectorOf(channel: string): Connector {
  const connector = new Map(Object.entries(connectors)).get(channel);
  if (connector) return connector;
  throw new UsageError(`there is no channel "${channel}": ${Object.keys(connectors).sort().join(', ')}`);
}
