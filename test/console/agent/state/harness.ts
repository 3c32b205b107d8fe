import type { Browser } from '../../../../console/agent/state/browser.ts';
import type { Clock } from '../../../../console/agent/state/clock.ts';
import { createConsole } from '../../../../console/agent/state/create.ts';
import type { Keeper } from '../../../../console/agent/state/kept.ts';
import type { Socket } from '../../../../console/agent/state/live.ts';
import type { Console } from '../../../../console/agent/state/types.ts';
import { answerOf } from '../stage/answer.ts';
import type { SceneName } from '../stage/scenes.ts';
import { newWorld, type World } from '../stage/world.ts';

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 8; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is told to go on. */
function handClock(start = Date.now()) {
  let now = start;
  const timers = new Set<{ at: number; act: () => void }>();
  const clock: Clock = {
    now: () => now,
    random: () => 0.5,
    after(delay, act) {
      const timer = { at: now + delay, act };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
  };
  /** Everything that is due within so many milliseconds, each at its time. */
  async function pass(milliseconds: number): Promise<void> {
    const end = now + milliseconds;
    await settle();
    for (;;) {
      const [next] = [...timers].filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
      if (!next) break;
      timers.delete(next);
      now = Math.max(now, next.at);
      next.act();
      await settle();
    }
    now = end;
  }
  /** As when a laptop sleeps: what was due comes late, and once. */
  const sleep = (milliseconds: number) => {
    now += milliseconds;
  };
  return { clock, pass, sleep };
}

/** A browser's storage, shared by its tabs. */
function storageOf(): Keeper & { changed: Set<() => void> } {
  const kept = new Map<string, string>();
  const changed = new Set<() => void>();
  return {
    changed,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, value) => void kept.set(key, value),
    removeItem: (key) => void kept.delete(key),
    key: (index) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

/** How the network treats a request: it may lose it, or its answer, or take its time. */
export type Network = (request: { method: string; path: string }) => 'well' | 'lost' | 'unanswered' | 'late' | number;

export type Lab = {
  world: World;
  page: Console;
  pass(milliseconds: number): Promise<void>;
  sleep(milliseconds: number): void;
  /** Requests that were made, as `POST /console/messages`. */
  asked(): string[];
  network(how: Network): void;
  /** The newest socket; `open()` lets it listen. */
  sockets: FakeSocket[];
  storage: ReturnType<typeof storageOf>;
  /** The page is opened in another tab, or loaded again in place of one, which is dead from then on. */
  load(instead?: Console): Promise<Console>;
  /** The tab of this page is closed. */
  close(page: Console): void;
  look(isVisible: boolean): void;
};

type FakeSocket = { open(): void; push(push: object): void; die(): void; said: string[]; token: string };

/** Milliseconds after which a late request comes to the server: its page has given it up by then. */
const lateBy = 25_000;

/** A page with nothing real around it: the stage's server behind a network that can be bad, sockets that can die, a clock of its own. */
export async function openLab(scene: SceneName = 'three'): Promise<Lab> {
  const { clock, pass, sleep } = handClock();
  const world = newWorld(scene, clock.now);
  const dead = new Map<Console, { value: boolean }>();
  const storage = storageOf();
  const sockets: FakeSocket[] = [];
  const looks = new Set<() => void>();
  let network: Network = () => 'well';
  let visible = true;

  const browser: Browser = {
    visible: () => visible,
    online: () => true,
    onChange: (tell) => void looks.add(tell),
    onKept: (tell) => void storage.changed.add(tell),
    onLeave: () => {},
  };

  async function fetch(input: string | URL | Request, init: RequestInit = {}): Promise<Response> {
    const { pathname: path, searchParams } = new URL(String(input), 'http://lab');
    const method = init.method ?? 'GET';
    const how = network({ method, path });
    const serve = () => {
      const body: unknown = typeof init.body === 'string' ? JSON.parse(init.body) : undefined;
      return answerOf(world, method, path, Object.fromEntries(searchParams), body);
    };
    if (how === 'late') await new Promise<void>((resolve) => void clock.after(lateBy, resolve));
    if (how === 'lost') throw new TypeError('the network is gone');
    if (typeof how === 'number') return Response.json({ error: `refused with ${how}` }, { status: how });
    const { status, body } = structuredClone(serve());
    if (how === 'unanswered') throw new TypeError('the network is gone');
    return Response.json(body, { status });
  }

  function close(page: Console): void {
    const isDead = dead.get(page);
    if (isDead) isDead.value = true;
  }

  async function load(instead?: Console): Promise<Console> {
    if (instead) close(instead);
    const isDead = { value: false };
    const page = createConsole({
      session: { token: async () => 'a token', signOut: () => {}, onEnd: () => {} },
      fetch: (...asked) =>
        isDead.value
          ? new Promise(() => {})
          : fetch(...asked).then((answer) => (isDead.value ? new Promise(() => {}) : answer)),
      clock: { ...clock, after: (delay, act) => clock.after(delay, () => !isDead.value && act()) },
      storage,
      browser,
      openSocket: (_, token) => fakeSocket(sockets, token),
      put: async (_upload, _file, progress) => progress(0.5),
    });
    dead.set(page, isDead);
    await settle();
    return page;
  }

  return {
    world,
    page: await load(),
    pass,
    sleep,
    asked: () => world.asked.map(({ method, path }) => `${method} ${path}`),
    network(how) {
      network = how;
    },
    sockets,
    storage,
    load,
    close,
    look(isVisible) {
      visible = isVisible;
      for (const tell of looks) tell();
    },
  };
}

function fakeSocket(all: FakeSocket[], token: string): Socket {
  const hearers = new Map<string, (event: { data?: unknown }) => void>();
  const tell = (type: string, event = {}) => hearers.get(type)?.(event);
  const said: string[] = [];
  all.push({
    said,
    token,
    open() {
      tell('open');
      tell('message', { data: JSON.stringify({ type: 'pong' }) });
    },
    push: (push) => tell('message', { data: JSON.stringify(push) }),
    die: () => tell('close'),
  });
  return {
    addEventListener: (type, hear) => void hearers.set(type, hear),
    send: (text) => void said.push(String(text)),
    close: () => {},
  };
}
