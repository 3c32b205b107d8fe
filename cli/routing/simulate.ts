import { Permanent } from '../../lib/errors.ts';
import { defineCommand, type Terminal, wholeNumber } from '../command.ts';
import type { Arrival } from '../simulation/arrivals.ts';
import { type Report, reportOn } from '../simulation/figures.ts';
import { replay } from '../simulation/replay.ts';
import { staffedWith } from '../simulation/staffing.ts';
import { arrivalsOf } from '../simulation/who-arrives.ts';
import { sideBySide } from '../simulation/words.ts';
import { tableHelp, tableOptions } from '../table-access.ts';
import { loadConfig } from '../taskrouter/config-file.ts';

const none: string[] = [];
const many = { type: 'string', multiple: true, default: none } as const;

/** `seaway routing simulate`: what other staffing would have come to. */
export const simulate = defineCommand({
  summary: 'lets customers arrive at a routing and staffing that is to be tried, beside the one there is',
  help: `seaway routing simulate [--workers +2] [--without ben] [--skill refunds=3:ana] [--config FILE]

Replays arrivals on the routing engine of the laptop's TaskRouter, a day in a second or so, and prints what came of them: waits,
service level, who gave up, and how busy everybody was; with a change, beside what is. Everybody is there all the time and
accepts what they are offered. The same arguments give the same figures.

What is to be tried:
  --workers +2        two more, like those there are in turn; +2:ana for two more like ana
  --without NAME      that worker is not there
  --skill S=L:NAME    that worker has the skill at that level; at 0, not at all
  --config FILE       another configuration
  --against FILE      what it is held against, instead of config/taskrouter.json

Who arrives, a made-up day unless told:
  --seed NUMBER       another day like it; 1 unless told
  --tasks NUMBER      so many on the day
  --day FILE          JSON that describes the day: docs/routing.md
  --from FILE         arrivals as JSON lines: docs/routing.md
  --from-table DATE   the hand-offs that the table remembers of that day (UTC)
${tableHelp}
  --data FOLDER       where the Seaway on this machine keeps its data, if not in .seaway

  --answer SECONDS    until a worker accepts; 5 unless told
  --within SECONDS    of the service level; 60 unless told
  --json              { arrivals, runs: { "as it is": { all, queues, hours, workers }, changed } }`,
  options: {
    ...tableOptions,
    workers: many,
    without: many,
    skill: many,
    config: { type: 'string' },
    against: { type: 'string' },
    seed: { type: 'string', default: '1' },
    tasks: { type: 'string' },
    day: { type: 'string' },
    from: { type: 'string' },
    'from-table': { type: 'string' },
    data: { type: 'string' },
    answer: { type: 'string', default: '5' },
    within: { type: 'string', default: '60' },
  },
  async run({ values }, terminal) {
    const { config: present } = await loadConfig(values.against);
    const other = values.config === undefined ? present : (await loadConfig(values.config)).config;
    const changes = { workers: values.workers, without: values.without, skills: values.skill };
    const isChanged = values.config !== undefined || Object.values(changes).some(({ length }) => length > 0);
    const arrivals = await arrivalsOf(present, values);
    if (arrivals.length === 0) throw new Permanent('nobody arrives: there is nothing to simulate');
    const within = wholeNumber('within', values.within);
    const answer = wholeNumber('answer', values.answer);
    const scenarios = new Map([['as it is', present]]);
    if (isChanged) scenarios.set('changed', staffedWith(other, changes));
    const reports = new Map<string, Report>();
    for (const [name, config] of scenarios) {
      const progress = progressOn(terminal, name);
      reports.set(name, reportOn(replay(config, arrivals, { answer, progress }), within));
    }
    const heading = `${arrivals.length} arrivals from ${dateOf(arrivals[0])} to ${dateOf(arrivals.at(-1))}`;
    const text = [heading, '', ...sideBySide(reports, within)];
    return {
      ok: true,
      text: text.join('\n'),
      json: { arrivals: arrivals.length, runs: Object.fromEntries(reports) },
    };
  },
});

/** What takes longer than this many milliseconds says how far it is. */
const patience = 1_000;

function progressOn({ complain }: Terminal, name: string): (share: number) => void {
  let told = Date.now();
  return (share) => {
    if (Date.now() - told < patience) return;
    told = Date.now();
    complain(`${name}: ${Math.round(share * 100)} %`);
  };
}

const dateOf = (arrival: Arrival | undefined): string => `${new Date(arrival?.at ?? 0).toISOString().slice(0, 19)}Z`;
