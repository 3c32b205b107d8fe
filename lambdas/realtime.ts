import { deployment } from '../config/deployment.ts';
import { deployedDoor, deployedTable, outsideHttp } from '../lib/aws/deployed.ts';
import { handle } from '../lib/aws/handler.ts';
import { logger } from '../lib/aws/observe.ts';
import { deployedReception } from '../lib/aws/reception.ts';
import { readSocketEvent, type SocketAnswer } from '../lib/aws/socket-event.ts';
import { callerOf } from '../lib/console/caller.ts';
import type { Realtime } from '../lib/realtime/world.ts';
import { serveSocket } from '../lib/realtime.ts';
import { openConnections } from '../lib/store/connections.ts';
import { takeWebhook } from '../lib/webhook.ts';

const reception = deployedReception(deployment.accounts);
const door = deployedDoor(outsideHttp());
const realtime: Realtime = {
  accounts: deployment.accounts,
  connections: openConnections(deployedTable(), Date.now),
  secret: reception.secret,
  caller: (authorization) => callerOf(door, authorization),
  take: (account, request, trace) => takeWebhook(reception.of(trace), { channel: 'webchat', account }, request),
  log: (sentence, facts) => logger.warn(sentence, facts),
};

/**
 * The WebSocket API: pages with our chat connect here, say what their visitors do, and hear what we say; consoles of agents
 * hear that there is something new.
 */
export const handler = handle<unknown, SocketAnswer>((event) => serveSocket(realtime, readSocketEvent(event)));
