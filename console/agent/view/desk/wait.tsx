import { useConsole } from '../../state/context.ts';
import { counted } from '../../times.ts';

/** How long somebody has waited, ticking; it stands out once it is longer than the service level allows. */
export function Wait({ since }: { since: number }) {
  const { me, now } = useConsole();
  const waited = now.value - since;
  const allowed = me.value.value?.settings.serviceLevel;
  const isLate = allowed !== undefined && waited > allowed * 1_000;
  return <span class={isLate ? 'desk-wait is-late' : 'desk-wait'}>{counted(waited)}</span>;
}
