import type { Frame } from '../../../console/widget/machine/entry.ts';
import type { History, Line, Push } from '../../../console/widget/protocol.ts';

export type Business = ReturnType<typeof openBusiness>;

/**
 * The business at the other end: it knows a frame that comes twice by its id, works on what it has taken when the test says
 * so, and gives its history a few lines at a time. `now` gives the time.
 */
export function openBusiness(now: () => number) {
  let taken = new Set<string>();
  let toDo: Frame[] = [];
  let lines: Line[] = [];
  let visit = 1;

  function add(line: Omit<Line, 'line' | 'at'>): Line {
    const added = { ...line, line: lines.length + 1, at: now() };
    lines.push(added);
    return added;
  }

  return {
    lines: () => lines,
    said: () => lines.filter(({ from }) => from === 'customer').map(({ id }) => id),
    isBusy: () => toDo.length > 0,

    /** The session that goes on, or a new one where that which `resume` is of is over: nothing that was said is in it. */
    session: () => ({
      token: `${visit}`,
      sender: `visitor ${visit}`,
      expiresAt: now() + 30 * 86_400_000,
      socket: 'wss://x',
    }),
    knows: (token: string | undefined) => token === `${visit}`,
    /** Begins anew; gives what it had taken until now. */
    endSession(): ReadonlySet<string> {
      const before = taken;
      visit += 1;
      [lines, toDo, taken] = [[], [], new Set()];
      return before;
    },

    hasTaken: (id: string) => taken.has(id),
    take(frame: Frame): void {
      if (!taken.has(frame.id)) toDo.push(frame);
      taken.add(frame.id);
    },

    /** Works on the next thing that it has taken. */
    work(): void {
      const frame = toDo.shift();
      if (frame?.type === 'message')
        add({ id: frame.id, from: 'customer', content: { type: 'text', text: frame.text } });
    },

    /** Says something, and gives what is pushed of it: in one part or several. */
    answer(id: string, parts: number): Push[] {
      const texts = Array.from({ length: parts }, (_, index) => `${id}.${index}`);
      const { line, at } = add({ id, from: 'business', content: { type: 'text', text: texts.join('') } });
      return texts.map((text, index) => ({
        type: 'message',
        id,
        line,
        at,
        by: undefined,
        content: { type: 'text', text },
        part: parts > 1 ? index + 1 : undefined,
        parts: parts > 1 ? parts : undefined,
      }));
    },

    /** The newest 50 lines, or those after a line: so many at a time. */
    history(after?: number, limit = 3): History {
      const first = after ?? Math.max(0, lines.length - 50);
      const last = Math.min(lines.length, after === undefined ? lines.length : first + limit);
      return { lines: lines.slice(first, last), last, more: last < lines.length };
    },
  };
}
