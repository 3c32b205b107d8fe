import { readdirSync, readFileSync } from 'node:fs';

/**
 * Bytes that this process and all that it started hold in memory: functions are its threads, DynamoDB is its child. Where
 * there is no /proc it is this process alone.
 */
export function residentBytes(): number {
  return treeOf(process.pid).reduce((sum, pid) => sum + bytesOf(pid), 0) || process.memoryUsage.rss();
}

/** Reads `bytes` five times a second until `stop`, which reads once more and gives the most that was seen. */
export function watchMemory(bytes: () => number = residentBytes): { stop(): number } {
  let most = bytes();
  const look = () => {
    most = Math.max(most, bytes());
  };
  const watch = setInterval(look, 200);
  return {
    stop() {
      clearInterval(watch);
      look();
      return most;
    },
  };
}

function treeOf(pid: number): number[] {
  const threads = orNothing(() => readdirSync(`/proc/${pid}/task`)) ?? [];
  const children = threads.flatMap((thread) => {
    const listed = orNothing(() => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8')) ?? '';
    return listed.split(' ').filter(Boolean).map(Number);
  });
  return [pid, ...children.flatMap(treeOf)];
}

/** VmRSS in kB: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function bytesOf(pid: number): number {
  const status = orNothing(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0) * 1_024;
}

/** A process may end between two looks, and other systems have no /proc. */
function orNothing<Result>(look: () => Result): Result | undefined {
  try {
    return look();
  } catch {
    return undefined;
  }
}
