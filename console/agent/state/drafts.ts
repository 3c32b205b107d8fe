import { effect, type Signal } from '@preact/signals';
import * as z from 'zod';
import type { Kept } from './kept.ts';
import type { Draft } from './types.ts';

const draftSchema = z.object({ text: z.string(), on: z.string().optional() });

/** Keeps what is being written over a reload; what was written before the page knew whose it is stays. */
export function keepDrafts(kept: Kept, drafts: Signal<Record<string, Draft>>): void {
  drafts.value = { ...Object.fromEntries(kept.all('draft', draftSchema)), ...drafts.peek() };
  let before: Record<string, Draft> = {};
  effect(() => {
    const now = drafts.value;
    for (const [thread, draft] of Object.entries(now)) {
      if (before[thread] === draft) continue;
      if (draft.text === '' && draft.on === undefined) kept.drop('draft', thread);
      else kept.keep('draft', thread, draft);
    }
    for (const thread of Object.keys(before)) if (!(thread in now)) kept.drop('draft', thread);
    before = now;
  });
}
