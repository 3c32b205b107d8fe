import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Action } from '../../../local/simulator/actions.ts';
import { fold, nothing } from '../../../local/simulator/page/fold.ts';
import type { ShownCall } from '../../../local/simulator/protocol.ts';
import { until } from '../../../local/until.ts';

type Without<Kind, Field extends string> = Kind extends unknown ? Omit<Kind, Field> : never;

/** Somebody with the page open, but without a browser: what the page would show, and what it can do. */
export async function visit(origin: string) {
  const leaving = new AbortController();
  const answer = await fetch(`${origin}/events`, { signal: leaving.signal });
  let shown = nothing;
  void follow(answer, (data) => {
    shown = fold(shown, JSON.parse(data));
  }).catch(() => undefined);

  const send = async (action: Action) => {
    const headers = { 'content-type': 'application/json', origin };
    const taken = await fetch(`${origin}/actions`, { method: 'POST', headers, body: JSON.stringify(action) });
    return { status: taken.status, ...z.object({ error: z.string().optional() }).parse(await taken.json()) };
  };

  const visitor = {
    send,
    act: (action: Without<Action, 'id'>) => send({ ...action, id: randomUUID() }),
    write: (channel: string, sender: string, text: string) =>
      visitor.act({ type: 'customer', channel, sender, says: { type: 'text', text } }),
    screen: (channel: string, sender: string) =>
      shown.phones.find((phone) => phone.channel === channel)?.screens[sender] ?? [],
    agents: () => shown.desk?.agents ?? [],
    /** The newest call of a customer, once it is as wanted. */
    call: (customer: string, is: (call: ShownCall) => boolean) =>
      until(`the call of ${customer} has come so far`, () => {
        const calls = shown.telephones.flatMap((telephone) => telephone.calls);
        const call = calls.findLast((one) => one.customer === customer);
        return call && is(call) ? call : undefined;
      }),
    thread: (key: string) => shown.desk?.threads[key],
    /** The message with these words, once the phone shows it. */
    read: (channel: string, sender: string, words: string) =>
      until(`${sender} reads "${words}"`, () =>
        visitor.screen(channel, sender).find(({ from, text }) => from === 'business' && text.includes(words)),
      ),
    /** What an agent has of a customer, once it is in this status. */
    work: (customer: string, status: string, but?: string) =>
      until(`the task of ${customer} is ${status}`, () =>
        visitor
          .agents()
          .flatMap((agent) => agent.reservations.map((reservation) => ({ agent, reservation })))
          .find(
            ({ agent, reservation }) =>
              reservation.status === status && reservation.address === customer && agent.sid !== but,
          ),
      ),
    leave: () => leaving.abort(),
  };
  return visitor;
}

/** The data of each event of a stream. https://html.spec.whatwg.org/multipage/server-sent-events.html */
async function follow(answer: Response, take: (data: string) => void): Promise<void> {
  let rest = '';
  const decoder = new TextDecoder();
  for await (const chunk of answer.body ?? []) {
    const events = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) take(event.replace(/^(retry: \d+\n)?data: /, ''));
  }
}
