import type { WebhookRequest } from '../channels/channel.ts';
import type { Caller } from '../console/caller.ts';
import type { LiveConnection } from '../store/connections.ts';
import type { Accounts } from '../webchat/entrance.ts';
import type { Answer } from '../webhook.ts';

/** What serving WebSockets needs of the outside world. */
export type Realtime = Accounts & {
  connections: {
    open(id: string, connection: LiveConnection): Promise<void>;
    find(id: string): Promise<LiveConnection | undefined>;
    listen(id: string, audience: string): Promise<void>;
    close(id: string, audiences: string[]): Promise<void>;
  };
  /** Which agent an access token is of. */
  caller(authorization: string): Promise<{ caller: Caller } | { status: 401 | 403 }>;
  /** Takes a frame as the web chat's webhook does. */
  take(account: string, request: WebhookRequest, trace: string): Promise<Answer>;
  log(sentence: string, facts: Record<string, unknown>): void;
};

/** Who may connect; a status where they may not. */
export type Entrance = { connection: LiveConnection } | { status: 400 | 401 | 403 };
