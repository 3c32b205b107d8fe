/** Every key of the single table, and the only place that builds one. Values are percent-encoded: `#` only ever separates. */
export const keys = {
  customer: (id: string) => ({ pk: `CUSTOMER#${id}`, sk: 'CUSTOMER' }),
  link: (survivor: string, at: number, loser: string) => ({
    pk: `CUSTOMER#${survivor}`,
    sk: `LINK#${padded(at)}#${loser}`,
  }),
  key: (key: string) => ({ pk: `KEY#${encodeURIComponent(key)}`, sk: 'KEY' }),
  thread: (threadKey: string) => ({ pk: `THREAD#${threadKey}`, sk: 'THREAD' }),
  message: (threadKey: string, sk: string) => ({ pk: `THREAD#${threadKey}`, sk }),
  event: (channel: string, account: string, id: string) => ({
    pk: `EVENT#${encodeURIComponent(channel)}:${encodeURIComponent(account)}:${encodeURIComponent(id)}`,
    sk: 'EVENT',
  }),
  delivery: (channel: string, providerId: string) => ({
    pk: `DELIVERY#${encodeURIComponent(channel)}:${encodeURIComponent(providerId)}`,
    sk: 'DELIVERY',
  }),
  conversation: (threadKey: string, at: number, externalId: string) => ({
    pk: `THREAD#${threadKey}`,
    sk: `CONVERSATION#${padded(at)}#${externalId}`,
  }),
  task: (sid: string) => ({ pk: `TASK#${encodeURIComponent(sid)}`, sk: 'TASK' }),
  revision: (flow: string, revision: number) => ({
    pk: `FLOW#${encodeURIComponent(flow)}`,
    sk: `REVISION#${String(revision).padStart(6, '0')}`,
  }),
  published: (flow: string) => ({ pk: `FLOW#${encodeURIComponent(flow)}`, sk: 'PUBLISHED' }),
  route: (channel: string, account: string) => ({ pk: `ROUTE#${encodeURIComponent(channel)}`, sk: account }),
  execution: (execution: string, threadVersion: number) => ({
    pk: `EXECUTION#${encodeURIComponent(execution)}`,
    sk: `TURN#${padded(threadVersion)}`,
  }),
  call: (execution: string) => ({ pk: `CALL#${encodeURIComponent(execution)}`, sk: 'CALL' }),
  conference: (callSid: string, sid: string) => ({
    pk: `CONFERENCE#${encodeURIComponent(callSid)}`,
    sk: `CONFERENCE#${encodeURIComponent(sid)}`,
  }),
  seat: (callSid: string, conference: string, leg: string) => ({
    pk: `CONFERENCE#${encodeURIComponent(callSid)}`,
    sk: `CONFERENCE#${encodeURIComponent(conference)}#${encodeURIComponent(leg)}`,
  }),
  latestCall: (threadKey: string, flow: string) => ({
    pk: `THREAD#${threadKey}`,
    sk: `CALL#${encodeURIComponent(flow)}`,
  }),
  requested: (execution: string) => ({ pk: `EXECUTION#${encodeURIComponent(execution)}`, sk: 'REQUESTED' }),
  rate: (channel: string, account: string) => ({
    pk: `RATE#${encodeURIComponent(channel)}:${encodeURIComponent(account)}`,
    sk: 'BUCKET',
  }),
  moment: (channel: string, account: string, id: string) => ({
    pk: `RATE#${encodeURIComponent(channel)}:${encodeURIComponent(account)}`,
    sk: `MOMENT#${encodeURIComponent(id)}`,
  }),
  connection: (id: string) => ({ pk: `CONNECTION#${encodeURIComponent(id)}`, sk: 'CONNECTION' }),
  connections: (audience: string) => ({ pk: `AUDIENCE#${audience}`, sk: 'CONNECTIONS' }),
  workspace: () => ({ pk: 'WORKSPACE', sk: 'WORKSPACE' }),
  flex: (externalId: string) => ({ pk: `FLEX#${encodeURIComponent(externalId)}`, sk: 'FLEX' }),
  applied: () => ({ pk: 'WORKSPACE', sk: 'APPLIED' }),
};

/** Keys of the one index: what belongs to a customer, the inbox by status and queue, hand-offs by day, and the executions of a flow by their start. */
export const indexKeys = {
  ofCustomer: (id: string, key: string) => ({ gsi1pk: `CUSTOMER#${id}`, gsi1sk: `KEY#${encodeURIComponent(key)}` }),
  mergedInto: (survivor: string, loser: string) => ({ gsi1pk: `CUSTOMER#${survivor}`, gsi1sk: `MERGED#${loser}` }),
  inbox: (status: string, queue: string, lastMessageAt: number) => ({
    gsi1pk: `INBOX#${status}#${encodeURIComponent(queue)}`,
    gsi1sk: padded(lastMessageAt),
  }),
  /** All hand-offs that were asked for on one day (UTC). */
  conversationsOn: (at: number) => ({
    gsi1pk: `CONVERSATIONS#${new Date(at).toISOString().slice(0, 10)}`,
    gsi1sk: padded(at),
  }),
  ofFlow: (flow: string, at: number, execution: string) => ({
    gsi1pk: `FLOW#${encodeURIComponent(flow)}`,
    gsi1sk: `EXECUTION#${padded(at)}#${encodeURIComponent(execution)}`,
  }),
};

const padded = (number: number) => String(number).padStart(15, '0');
