import { momentOf } from '../times.ts';

/** A time in whatever words, which says in full when it was. */
export const Moment = ({ at, children }: { at: number; children: string }) => (
  <time dateTime={new Date(at).toISOString()} title={momentOf(at)}>
    {children}
  </time>
);
