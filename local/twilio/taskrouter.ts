import { once } from 'node:events';
import type { Account } from './account.ts';
import { createAssignmentCallbacks } from './callbacks/assignment-callback.ts';
import { createEventCallbacks } from './callbacks/event-callback.ts';
import { createSender } from './callbacks/sender.ts';
import { type Clock, runningClock } from './clock.ts';
import { createFaults, type Faults } from './faults.ts';
import { type FlexAgent, flexAgent } from './flex/agent.ts';
import { createMessageCallbacks } from './flex/callback.ts';
import { createFlexState } from './flex/model.ts';
import { createApiServer } from './http/server.ts';
import { createWorkspace } from './lifecycle/create-workspace.ts';
import { tend } from './lifecycle/tend.ts';
import { persist } from './persistence.ts';
import type { Connect } from './resources/conference.ts';
import { createSearchIndex } from './search-index.ts';
import { createSids } from './sid.ts';

export type TaskRouterOptions = {
  accountSid: string;
  authToken: string;
  /** 0, any free one, unless told. */
  port?: number;
  /** Keeps the state over restarts. */
  file?: string;
  clock?: Clock;
  /** No attributes in lists, and no absolute paging. */
  strict?: boolean;
  /** A workspace to start with, made unless the file holds it. */
  workspace?: { sid: string; friendlyName: string; eventCallbackUrl?: string };
  /** How long callbacks may take, in real milliseconds: 5,000 and 15,000 unless told. */
  callbackTimeouts?: { assignment: number; event: number };
  /** Calls a worker's telephone for the instruction `conference`; unless given every such call counts as answered. */
  connect?: Connect;
};

export type TaskRouterStandIn = {
  /** What `client.taskrouter.baseUrl` is set to. */
  origin: string;
  clock: Clock;
  faults: Faults;
  /** An agent who works in Flex, by the worker's name. */
  flexAgent(name: string): FlexAgent;
  /** What looked like mistakes in expressions, configurations and callbacks, each once. */
  lint: string[];
  /** Resolves when all callbacks begun so far, and what followed from them, are done. */
  settled(): Promise<void>;
  close(): Promise<void>;
};

/**
 * Starts a stand-in for Twilio TaskRouter on 127.0.0.1, for the unmodified `twilio` client, with the part of Flex by which
 * hand-offs go there. Throws where the port is taken
 * or the file cannot be read.
 */
export async function startTaskRouter(options: TaskRouterOptions): Promise<TaskRouterStandIn> {
  const { clock = runningClock(), callbackTimeouts = { assignment: 5_000, event: 15_000 } } = options;
  const faults = createFaults();
  const lint: string[] = [];
  const told = new Set<string>();
  const sender = createSender(options.authToken);
  const warn = (sentence: string) => {
    if (told.size >= mostLint || told.has(sentence)) return;
    told.add(sentence);
    lint.push(sentence);
  };
  let origin = '';
  let store: ReturnType<typeof persist> | undefined;
  const account: Account = {
    accountSid: options.accountSid,
    authToken: options.authToken,
    strict: options.strict ?? false,
    clock,
    faults,
    origin: () => origin,
    newSid: createSids(clock),
    lint: warn,
    searchIndex: createSearchIndex(clock, faults),
    spaces: new Map(),
    onEvent: createEventCallbacks(sender, faults, warn, callbackTimeouts.event),
    onReservation: createAssignmentCallbacks(sender, faults, callbackTimeouts.assignment),
    onDeadline: tend,
    ...(options.connect && { connect: options.connect }),
    flex: createFlexState(createMessageCallbacks(sender, faults, { accountSid: options.accountSid, lint: warn })),
    onChange: () => store?.changed(),
  };
  store = options.file ? persist(account, options.file) : undefined;
  if (options.workspace && !account.spaces.has(options.workspace.sid)) seed(account, options.workspace);
  const server = createApiServer(account);
  server.listen(options.port ?? 0, '127.0.0.1');
  await once(server, 'listening');
  const bound = server.address();
  origin = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : options.port}`;
  return {
    origin,
    clock,
    faults,
    flexAgent: (name) => flexAgent(account, name),
    lint,
    settled: sender.settled,
    async close() {
      sender.close();
      clock.close();
      store?.close();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Complaints beyond this many are not kept. */
const mostLint = 10_000;

const seed = (account: Account, workspace: NonNullable<TaskRouterOptions['workspace']>) =>
  createWorkspace(
    account,
    {
      friendlyName: workspace.friendlyName,
      eventCallbackUrl: workspace.eventCallbackUrl ?? '',
      eventsFilter: null,
      multiTaskEnabled: true,
      prioritizeQueueOrder: 'FIFO',
    },
    { sid: workspace.sid },
  );
