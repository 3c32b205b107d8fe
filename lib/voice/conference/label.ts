/** Whose telephone was called into a conference by us; an agent who was asked to take over accepts their offer by answering it. */
type Called =
  | { who: 'agent'; worker: string; offer: { workerSid: string; reservation: string } }
  | { who: 'supervisor'; worker: string };

/** What a participant is named, so that events say who it is: at most 128 characters. */
export const labelOf = (called: Called): string =>
  called.who === 'agent'
    ? `agent-${called.offer.workerSid}-${called.offer.reservation}-${called.worker}`
    : `supervisor-${called.worker}`;

/** Reads what `labelOf` wrote; undefined where somebody else named the participant, or nobody. */
export function readLabel(label: string | undefined): Called | undefined {
  const [, workerSid, reservation, agent] = /^agent-(WK\w{32})-(WR\w{32})-(.+)$/s.exec(label ?? '') ?? [];
  if (workerSid && reservation && agent) return { who: 'agent', worker: agent, offer: { workerSid, reservation } };
  const [, worker] = /^supervisor-(.+)$/s.exec(label ?? '') ?? [];
  return worker ? { who: 'supervisor', worker } : undefined;
}
