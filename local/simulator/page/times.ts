import { useEffect, useState } from 'preact/hooks';

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** A time of day; `at` in epoch milliseconds. */
export const timeOf = (at: number): string => clock.format(at);

/** Minutes and seconds since, such as 1:05. */
export function since(at: number, now: number): string {
  const seconds = Math.max(0, Math.floor((now - at) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** The time in epoch milliseconds, anew every second. */
export function useNow(): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
