import { computed, type ReadonlySignal, signal } from '@preact/signals';
import * as z from 'zod';
import { contentSchema } from '../../../lib/message.ts';
import type { Api, Upload } from '../api.ts';
import { Refused, sentenceOf } from '../ask.ts';
import { texts } from '../texts.ts';
import { backoff, type Clock } from './clock.ts';
import type { Kept } from './kept.ts';
import type { Sending } from './types.ts';

export type Outbox = {
  /** What the server has not written down yet, in the order in which it was said. */
  sending: ReadonlySignal<Sending[]>;
  /** An id that is there already is not said again. */
  say(said: Pick<Sending, 'id' | 'task' | 'thread' | 'content'>, file?: File): void;
  /** Tries a refused one again, under its id: what the server may have after all is not said twice. */
  again(id: string): void;
  discard(id: string): void;
  /** The server has written these down. */
  written(ids: ReadonlySet<string>): void;
  /** Another tab of the same worker may have kept or dropped something. */
  look(): void;
  /** The server may be in reach again. */
  hurry(): void;
  /** Whether something would be lost with the page: a file on its way, or all of it where the browser keeps nothing. */
  losable(): boolean;
};

export type OutboxOptions = {
  kept: Kept;
  api: Pick<Api, 'message' | 'upload'>;
  put(upload: Upload, file: File, progress: (part: number) => void): Promise<void>;
  clock: Clock;
  /** The server's time. */
  now(): number;
  /** The server has taken something said in this task: a line of it is to come. */
  taken(task: string): void;
};

const keptSchema = z.object({
  id: z.string(),
  task: z.string(),
  thread: z.string(),
  at: z.number(),
  content: contentSchema,
  refused: z.string().optional(),
});

/** The server knows an id again for 7 days; what is older, with a margin, is sent only by somebody who has looked. */
const recognised = 5 * 86_400_000;

/**
 * What an agent says, from the moment they say it until it is among the lines that the server gives. Each message is sent under
 * its id until the server has taken it, those of a task one after the other; the server takes an id once, so that two tabs may
 * send the same. What the browser keeps is the truth: every tab reads it before it sends.
 */
export function openOutbox({ kept, api, put, clock, now, taken: tell }: OutboxOptions): Outbox {
  const messages = signal<ReadonlyMap<string, Sending>>(new Map());
  const files = new Map<string, { file: File; preview: string }>();
  /** Kept by the browser, as far as this tab has seen. */
  let stored: ReadonlySet<string> = new Set();
  /** The server has them; that they are written down is still to be seen. */
  const taken = new Set<string>();
  const busy = new Set<string>();
  const failures = new Map<string, number>();
  const waits = new Map<string, () => void>();

  const sending = computed(() =>
    [...messages.value.values()]
      .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
      .map((message) => withPreview(message, files.get(message.id)?.preview)),
  );

  function look(): void {
    const there = kept.all('said', keptSchema);
    const droppedElsewhere = (id: string) => stored.has(id) && !there.has(id);
    messages.value = new Map([...messages.peek()].filter(([id]) => !droppedElsewhere(id)).concat([...there]));
    stored = new Set(there.keys());
  }

  function set(message: Sending): void {
    messages.value = new Map(messages.peek()).set(message.id, message);
    const { uploaded, ...rest } = message;
    if (uploaded === undefined && kept.keep('said', message.id, rest)) stored = new Set(stored).add(message.id);
  }

  /** What was discarded, or written down, meanwhile is not brought back by changing it. */
  function change(id: string, changes: Partial<Sending>): Sending | undefined {
    look();
    const message = messages.peek().get(id);
    if (message) set({ ...message, ...changes });
    return messages.peek().get(id);
  }

  function drop(id: string): void {
    kept.drop('said', id);
    messages.value = new Map([...messages.peek()].filter(([one]) => one !== id));
    URL.revokeObjectURL(files.get(id)?.preview ?? '');
    files.delete(id);
    taken.delete(id);
  }

  function nextOf(task: string): Sending | undefined {
    look();
    return sending.peek().find((one) => one.task === task && one.refused === undefined && !taken.has(one.id));
  }

  async function pump(task: string): Promise<void> {
    if (busy.has(task)) return;
    busy.add(task);
    waits.get(task)?.();
    for (let next = nextOf(task); next; next = nextOf(task)) {
      if (await attempt(next)) {
        failures.delete(task);
        continue;
      }
      const count = failures.get(task) ?? 0;
      failures.set(task, count + 1);
      waits.set(
        task,
        clock.after(backoff(clock, count), () => void pump(task)),
      );
      break;
    }
    busy.delete(task);
  }

  /** False where the same may go well later. */
  async function attempt({ id, task, at }: Sending): Promise<boolean> {
    try {
      if (now() - at > recognised) throw new Refused(400, texts.outbox.old);
      const message = await uploaded(id);
      if (!message) return true;
      await api.message(message);
      taken.add(id);
      tell(task);
    } catch (thrown) {
      if (thrown instanceof Refused && thrown.passes) return false;
      change(id, { refused: sentenceOf(thrown) });
    }
    return true;
  }

  /** The message, once its file is with us. */
  async function uploaded(id: string): Promise<Sending | undefined> {
    const message = messages.peek().get(id);
    const file = files.get(id)?.file;
    if (message?.uploaded === undefined || message.content.type !== 'media') return message;
    if (!file) throw new Refused(400, texts.outbox.fileGone);
    const upload = await api.upload(file);
    await put(upload, file, (part) => change(id, { uploaded: part }));
    const { url, mediaType } = upload;
    return change(id, { uploaded: undefined, content: { ...message.content, url, mediaType } });
  }

  const pumpAll = () => {
    for (const task of new Set(sending.peek().map((message) => message.task))) void pump(task);
  };

  look();
  return {
    sending,
    look,
    say(said, file) {
      look();
      if (messages.peek().has(said.id)) return;
      const newest = sending.peek().at(-1)?.at ?? 0;
      if (file) files.set(said.id, { file, preview: URL.createObjectURL(file) });
      set({ ...said, at: Math.max(now(), newest + 1), ...(file && { uploaded: 0 }) });
      void pump(said.task);
    },
    again(id) {
      const message = change(id, { refused: undefined, at: now() });
      if (message) void pump(message.task);
    },
    discard: drop,
    written(ids) {
      for (const id of messages.peek().keys()) if (ids.has(id)) drop(id);
    },
    hurry() {
      look();
      pumpAll();
    },
    losable: () => sending.peek().some(({ id, refused }) => refused === undefined && !stored.has(id)),
  };
}

/** A file that is not among the lines yet is shown from where it was taken. */
function withPreview(message: Sending, preview: string | undefined): Sending {
  const { content } = message;
  if (preview === undefined || content.type !== 'media') return message;
  return { ...message, content: { ...content, url: preview } };
}
