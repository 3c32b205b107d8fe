import { createServer } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import type { Effect } from '../../lib/effect.ts';
import { createHttp } from '../../lib/http.ts';
import type { ThreadEvent } from '../../lib/message.ts';
import { openCalls } from '../../lib/store/calls.ts';
import { openConferences } from '../../lib/store/conferences.ts';
import { openFlows } from '../../lib/store/flows.ts';
import type { Table } from '../../lib/store/table.ts';
import { openTelephony } from '../../lib/voice/conference/telephony.ts';
import { askCalls } from '../../lib/voice/rest.ts';
import { takeVoiceWebhook, voiceRoute } from '../../lib/voice/webhook.ts';
import type { VoiceWorld } from '../../lib/voice/world.ts';
import { listen } from '../../local/aws/listen.ts';
import { startPhone } from '../../local/phone/phone.ts';
import { type Bench, openBench } from '../conversation/harness.ts';
import { accountSid, authToken } from '../local/twilio/centre.ts';

/** The same account as in the tests of TaskRouter: a number and its workflows belong together. */
export const secret = { accountSid, authToken };
export const number = '+15005550010';

export type Options = {
  /** Has the last word on the world that webhooks see. */
  world?: (world: VoiceWorld) => VoiceWorld;
  taskRouter?: string;
  /** The conversations behind it, where there are some already. */
  bench?: Bench;
};

/** Conversations and calls on a real table: the webhooks over HTTP, a telephone in front, and converse behind them. */
export async function openSwitchboard(table: Table, definition: unknown, options: Options = {}) {
  const bench = options.bench ?? (await openBench(table, definition, ['voice', 'sms']));
  const noted: ThreadEvent[] = [];
  const logged: string[] = [];
  const server = createServer(async (request, response) => {
    const url = `${origin}${request.url}`;
    const [, , account = '', part] = new URL(url).pathname.split('/');
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const query = Object.fromEntries(new URL(url).searchParams);
    const webhook = { method: 'POST', url, headers, query, body: await buffer(request) };
    const answer = await takeVoiceWebhook({ ...world, ...desk }, voiceRoute(account, part), webhook, secret).catch(
      (thrown) => ({ status: 500, headers: {}, body: String(thrown) }),
    );
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const phone = await startPhone({
    webhook: `${origin}/voice/${bench.account}`,
    number,
    secret,
    ...(options.taskRouter && { taskRouter: options.taskRouter }),
  });
  onTestFinished(async () => {
    await phone.close();
    server.closeAllConnections();
    server.close();
  });
  const http = createHttp(phone.origins);
  const plain: VoiceWorld = {
    accounts: [{ account: bench.account, texts: bench.account }],
    calls: openCalls(table),
    flows: openFlows(table, Date.now),
    call: bench.openWorld().call,
    dial: (fields) => askCalls(http, secret, 'Calls.json', fields),
    interrupt: (sid, Twiml) => askCalls(http, secret, `Calls/${sid}.json`, { Twiml }),
    workflowSid: async (workflow) => workflow,
    admit: ({ workflow }) => ({ workflow, later: 0 }),
    knownAgent: async () => undefined,
    enqueue: async (events) => {
      for (const event of events) {
        noted.push(event);
        await bench.hear(event);
      }
    },
    broken: { en: 'Sorry, please call again.', de: 'Bitte rufen Sie noch einmal an.' },
    now: Date.now,
    log: (sentence) => void logged.push(sentence),
  };
  const world = options.world?.(plain) ?? plain;
  const conferences = openConferences(table);
  const telephony = openTelephony(http, async () => secret);
  const desk = {
    conferences,
    telephony,
    carry: (effects: Effect[]) => bench.openWorld().enqueue(effects, false),
  };
  const caller = (from: string) => bench.thread(from, 'voice');
  return {
    bench,
    origin,
    phone,
    world,
    conferences,
    telephony,
    noted,
    logged,
    caller,
    /** The transcript of a caller, each line as `who: what`. */
    transcript: async (from: string) =>
      (await bench.lines(caller(from))).map(
        ({ by, content }) => `${by}: ${'text' in content ? content.text : `[${content.type}]`}`,
      ),
    webhook: `${origin}/voice/${bench.account}`,
  };
}
