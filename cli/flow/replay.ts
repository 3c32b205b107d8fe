import { Permanent } from '../../lib/errors.ts';
import { defineCommand, onlyOne, UsageError } from '../command.ts';
import { flowName, loadFlow, subflowFiles, subflowHelp, subflowOption } from '../flow-file.ts';
import { type Recording, readRecording } from '../recording.ts';
import { replay as play, type Replayed } from '../replay.ts';

/** `seaway flow replay`: which conversations of a recording would go differently on a changed flow, and where. */
export const replay = defineCommand({
  summary: 'plays recorded executions on a changed flow',
  help: `seaway flow replay RECORDING --flow FILE

Plays each recorded execution on the revision it ran on and on the flow in FILE, with the same answers of the customer, of
web addresses and of bots, and tells where they part. After that point nobody knows what the customer would have said.
Exit code 0 where no customer would notice anything.

  --flow FILE         the changed flow
  --name NAME         the flow of the recording; the file's name unless told
${subflowHelp}
  --json              { counts, executions: [{ execution, threadKey, verdict, where: { turn, was, now } }] }`,
  options: { ...subflowOption, flow: { type: 'string' }, name: { type: 'string' } },
  async run({ values: { flow: file, name, subflow }, positionals }) {
    const recordingFile = onlyOne(positionals, 'recording');
    if (file === undefined) throw new UsageError('say which flow: --flow FILE');
    const recording = await readRecording(recordingFile);
    const changed = await loadFlow(file, subflowFiles(subflow));
    const replayed = playAll(recording, name ?? flowName(file), changed);
    const counts = countsOf(replayed);
    return {
      ok: counts.differently === 0,
      text: [...replayed.flatMap(linesOf), summary(counts)].join('\n'),
      json: { counts, executions: replayed },
    };
  },
});

function playAll({ executions, flows }: Recording, name: string, changed: Parameters<typeof play>[2]): Replayed[] {
  const own = executions.filter(({ flow }) => flow === name);
  if (own.length === 0) throw new Permanent(`the recording has no execution of "${name}": name one it has with --name`);
  return own.map((execution) => {
    const was = flows.find((flow) => flow.name === execution.flow && flow.revision === execution.revision);
    if (!was) throw new Permanent(`the recording lacks ${execution.flow}@${execution.revision}: record again`);
    return play(execution, was, changed);
  });
}

type Counts = Record<Replayed['verdict'], number>;

function countsOf(replayed: Replayed[]): Counts {
  const counts: Counts = { same: 0, otherwise: 0, differently: 0, unknown: 0 };
  for (const { verdict } of replayed) counts[verdict] += 1;
  return counts;
}

function linesOf({ execution, threadKey, verdict, where, reason }: Replayed): string[] {
  if (verdict === 'same') return [];
  const head = `${execution} (${threadKey}): ${verdict === 'unknown' ? reason : titles[verdict]}`;
  if (!where) return [head, ''];
  const side = (name: string, { step, says }: { step: string | undefined; says: string[] }) => [
    `  ${name.padEnd(5)} ${step ?? '(no further step)'}`,
    ...says.map((line) => `        ${line}`),
  ];
  return [`${head}, in turn ${where.turn}`, ...side('was', where.was), ...side('now', where.now), ''];
}

const titles = { otherwise: 'the same words by another way', differently: 'goes differently' };

const summary = ({ same, otherwise, differently, unknown }: Counts): string =>
  `${differently} would go differently, ${otherwise} say the same by another way, ${same} go the same${
    unknown ? `, ${unknown} cannot be told` : ''
  }.`;
