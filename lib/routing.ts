import type { Admission, Routing, Texts } from './conversation/world.ts';
import { Permanent } from './errors.ts';
import { type Hours, isOpen, opensAt } from './tasks/hours.ts';
import { type Closed, rulesSchema } from './tasks/rules.ts';

/**
 * What config/taskrouter.json says of hand-offs. `names` are the workflows that SIDs of flows stand for.
 * Throws Permanent where the config does not fit.
 */
export function openRouting(json: unknown, names: Record<string, string>): Routing {
  const parsed = rulesSchema.safeParse(json);
  if (!parsed.success) throw new Permanent('config/taskrouter.json does not fit: seaway taskrouter plan says why');
  const { hours, departments, workflows } = parsed.data;
  const workflowOf = (workflow: string) => workflows.find(({ name }) => name === (names[workflow] ?? workflow));
  const hoursOf = (name: string | undefined): Hours | undefined => (name === undefined ? undefined : hours[name]);
  return {
    patience: (workflow) => workflowOf(workflow)?.patience,
    admit({ workflow, department, at }) {
      const asked = workflowOf(workflow);
      const special = departments.find(({ name }) => name === department);
      const own = hoursOf(special?.hours) ?? hoursOf(asked?.hours);
      if (!own || isOpen(own, at)) return { workflow, later: 0 };
      const closed = special?.closed ?? asked?.closed ?? {};
      const other = closed.workflow === undefined ? undefined : workflowOf(closed.workflow);
      const theirs = hoursOf(other?.hours);
      if (other && (!theirs || isOpen(theirs, at))) return { workflow: other.name, later: 0, ...said(closed, own, at) };
      return whileClosed(workflow, closed, own, at);
    },
  };
}

function whileClosed(workflow: string, closed: Closed, hours: Hours, at: number): Admission {
  const opens = opensAt(hours, at);
  const refused = `Closed until ${opens === undefined ? 'further notice' : new Date(opens).toISOString()}.`;
  const later = Math.ceil(((opens ?? at) - at) / 1_000);
  const waits = closed.wait === true && opens !== undefined;
  return { workflow, later: waits ? later : 0, ...said(closed, hours, at), ...(!waits && { refused }) };
}

/** What is said, with `{opens}` as each language tells a day and a time. */
function said({ say }: Closed, hours: Hours, at: number): { say?: Texts } {
  if (!say) return {};
  const opens = opensAt(hours, at);
  const texts = Object.entries(say).map(([language, text]) => [
    language,
    text.replaceAll('{opens}', opens === undefined ? '…' : spoken(language, hours.zone, opens)),
  ]);
  return { say: { ...say, ...Object.fromEntries(texts) } };
}

const spoken = (language: string, timeZone: string, at: number): string =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at);
