import { useConsole } from '../../state/context.ts';
import type { Standing } from './standing.ts';

/** Why what was done last to this conversation could not be done. */
export function Refused({ thread, standing }: { thread: string; standing: Standing }) {
  const { refusals } = useConsole();
  const refused = refusals.value[standing.is === 'offered' ? standing.offer.reservation : thread];
  if (refused === undefined) return null;
  return (
    <p class="conversation-refused" role="alert">
      {refused}
    </p>
  );
}
