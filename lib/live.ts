import type { Connection } from './channels/channel.ts';
import type { Line } from './conversation/state.ts';
import type { Content, Live, OutboundMessage, Thread } from './message.ts';
import { threadKey } from './thread.ts';
import { labelOf } from './webchat/lines.ts';

/** What pushing needs to know of the connections that are open. */
export type Pushes = {
  /** Of the management API of our WebSocket API: `https://...` with its stage. */
  endpoint: string;
  connections: {
    listening(audiences: string[]): Promise<{ audience: string; id: string }[]>;
    forget(audience: string, ids: string[]): Promise<void>;
  };
  line(thread: Thread, sk: string): Promise<Line | undefined>;
  /** The address of a file as a browser is to be given it. */
  forBrowsers(url: string): string;
};

/**
 * A channel's connection, which for a `live` channel learns with each message and signal where the thread is shown, and forgets
 * those of these places that have gone.
 */
export function pushing(pushes: Pushes, connection: Connection): Connection {
  if (!connection.live) return connection;
  const { endpoint, connections } = pushes;
  const liveOf = async (thread: Thread): Promise<Live> => ({
    endpoint,
    connections: (await connections.listening([threadKey(thread)])).map(({ id }) => id),
  });
  return {
    ...connection,
    async send(message, http) {
      const { thread } = message;
      const [live, line] = await Promise.all([liveOf(thread), lineOf(pushes, message)]);
      const content = forPages(pushes, message.content);
      const shown = line && labelOf(line);
      const { gone = [], ...receipt } = await connection.send({ ...message, content, live: { ...live, shown } }, http);
      if (gone.length > 0) await connections.forget(threadKey(thread), gone);
      return receipt;
    },
    async signal(signal, http) {
      await connection.signal({ ...signal, live: await liveOf(signal.thread) }, http);
    },
  };
}

/** The address of its callbacks names the line of a message. */
async function lineOf({ line }: Pushes, { thread, callback }: OutboundMessage): Promise<Line | undefined> {
  const sk = callback && new URL(callback).searchParams.get('message');
  return sk ? line(thread, sk) : undefined;
}

const forPages = ({ forBrowsers }: Pushes, content: Content): Content =>
  content.type === 'media' ? { ...content, url: forBrowsers(content.url) } : content;
