import { type Signal, signal } from '@preact/signals';

const kept = new Map<string, Signal<File[]>>();

/** The files that are attached to what is written in a conversation; they are there as long as the page. */
export function filesOf(thread: string): Signal<File[]> {
  const files = kept.get(thread) ?? signal<File[]>([]);
  kept.set(thread, files);
  return files;
}
