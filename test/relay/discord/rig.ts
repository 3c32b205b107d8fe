import { discord } from '../../../lib/channels/discord/index.ts';
import type { Http, HttpRequest, HttpResponse } from '../../../lib/http.ts';
import type { ThreadEvent } from '../../../lib/message.ts';
import { openGateway } from '../../../local/providers/discord/gateway.ts';
import type { Clock } from '../../../relay/discord/clock.ts';
import { startRelay } from '../../../relay/discord/relay.ts';
import { discordKit } from '../../channels/discord.kit.ts';
import { answer, webhook } from '../../channels/kit.ts';

const address = 'https://seaway.example/webhooks/discord/main';
export const self = '775799577604522054';

type Answer = HttpResponse | Error | Promise<HttpResponse>;

/**
 * The Gateway's stand-in, relays, and our webhook as it is deployed, which keeps the events that it takes. Time does not
 * pass: `waits` are the pauses that were asked for.
 */
export async function openRig({ interval = 41_250 } = {}) {
  const token = discordKit.secret.botToken;
  const gateway = await openGateway({ token: String(token), self, interval });
  const channel = discord.connect(discordKit.secret);
  const events: ThreadEvent[] = [];
  const posts: HttpRequest[] = [];
  /** What our webhook answers to the next posts; afterwards it takes them. */
  const answers: Answer[] = [];
  const asked: string[] = [];
  const waits: number[] = [];
  const lines: string[] = [];
  const rest: Record<string, HttpResponse> = {
    '/gateway/bot': answer(200, {
      url: gateway.url,
      shards: 1,
      session_start_limit: { total: 1000, remaining: 999, reset_after: 14_400_000, max_concurrency: 1 },
    }),
  };

  const http: Http = async (request) => {
    if (request.url === address) return take(request);
    const path = request.url.replace('https://discord.com/api/v10', '');
    asked.push(path);
    return rest[path] ?? answer(404, { message: 'Unknown Channel', code: 10003 });
  };

  async function take(request: HttpRequest): Promise<HttpResponse> {
    posts.push(request);
    const next = answers.shift();
    if (next instanceof Error) throw next;
    if (next) return next;
    const { headers = {}, body = '' } = request;
    const received = webhook({ url: address, body, headers });
    if (channel.verify(received).verdict !== 'accept') return answer(401, 'The signature does not fit.');
    events.push(...discord.receive(received, 'main').events);
    return answer(200, '');
  }

  const clock: Clock = {
    wait: (milliseconds) => {
      waits.push(milliseconds);
      return new Promise((resolve) => setImmediate(resolve));
    },
    random: () => 0.5,
  };

  const relays: ReturnType<typeof startRelay>[] = [];
  return {
    gateway,
    events,
    posts,
    answers,
    asked,
    waits,
    rest,
    lines,
    texts: () =>
      events.flatMap((event) => (event.type === 'message' && event.content.type === 'text' ? event.content.text : [])),
    resumes: () => gateway.heard.filter(({ op }) => op === 6),
    identifies: () => gateway.heard.filter(({ op }) => op === 2),
    start(settings: unknown = discordKit.secret) {
      const log = (sentence: string, facts = {}) => void lines.push(JSON.stringify({ sentence, ...facts }));
      const relay = startRelay({ settings, webhook: address, http, log, clock });
      relays.push(relay);
      relay.ended.catch(() => {});
      return relay;
    },
    async close(): Promise<void> {
      await Promise.all(relays.map((relay) => relay.close()));
      await gateway.close();
    },
  };
}

export const ada = '80351110224678912';
export const grace = '80351110224678913';

let ids = 786_008_729_715_212_338n;

/** A direct message as the Gateway reports it; each person's channel is their id and a 0. */
export const direct = (content: string, user = ada) => ({
  id: String(ids++),
  type: 0,
  channel_id: `${user}0`,
  author: { id: user, username: 'ada', global_name: 'Ada' },
  content,
  timestamp: '2026-01-01T00:00:00.000000+00:00',
  edited_timestamp: null,
  attachments: [],
});
