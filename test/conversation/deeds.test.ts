import { beforeEach, describe, expect, test } from 'vitest';
import { ana, ben, mei, openStage } from './stage.ts';

let stage: ReturnType<typeof openStage>;
beforeEach(async () => {
  stage = openStage();
  await stage.write();
});
const held = () => stage.state()?.handOff;
const liveWorkers = () => stage.desk.live().map(({ worker }) => worker?.name);

describe('a transfer', () => {
  beforeEach(() => stage.answer(ana, 'accepted'));

  test('to a colleague leaves it with the first agent until the second accepts; then it is theirs', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { worker: ben }, note: 'She speaks German.' });
    await stage.settle();
    expect(held()).toMatchObject({ worker: ana, transfer: { state: 'waiting', by: ana } });
    await stage.answer(ben, 'accepted');
    expect(held()).toMatchObject({ worker: ben, state: 'accepted' });
    expect(held()?.transfer).toBeUndefined();
    expect(liveWorkers()).toEqual(['ben']);
    expect(stage.asides()).toEqual(['ana asks ben to take over: She speaks German.', 'ben has the conversation now.']);
  });

  test.each(['rejected', 'timeout'] as const)('to a colleague that ends with %s comes back', async (answer) => {
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { worker: ben } });
    await stage.answer(ben, answer);
    expect(held()).toMatchObject({ worker: ana, state: 'accepted' });
    expect(held()?.transfer).toBeUndefined();
    expect(liveWorkers()).toEqual(['ana']);
    expect(stage.asides().at(-1)).toContain('the conversation stays where it is');
  });

  test('to a queue goes on to the next who has not declined, and never to who hands it on', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { queue: 'Everyone' } });
    await stage.answer(ben, 'rejected');
    expect(stage.desk.live().at(-1)?.rejected).toEqual(new Set(['WKana', 'WKben']));
    expect(held()).toMatchObject({ worker: ana, transfer: { state: 'waiting' } });
    await stage.answer(mei, 'accepted');
    expect(held()).toMatchObject({ worker: mei });
    expect(liveWorkers()).toEqual(['mei']);
  });

  test('that is warm has both in it until the first hands over', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'warm', to: { worker: ben } });
    await stage.answer(ben, 'accepted');
    expect(held()).toMatchObject({ worker: ana, transfer: { state: 'joined', worker: ben } });
    expect(liveWorkers()).toEqual(['ana', 'ben']);
    await stage.deed(ana, { type: 'hand-over' });
    await stage.settle();
    expect(held()).toMatchObject({ worker: ben });
    expect(liveWorkers()).toEqual(['ben']);
  });

  test.each([
    ['who asked', ana],
    ['who joined', ben],
  ])('that is warm is taken back by %s', async (_, worker) => {
    await stage.deed(ana, { type: 'transfer', kind: 'warm', to: { worker: ben } });
    await stage.answer(ben, 'accepted');
    await stage.deed(worker, { type: 'take-back' });
    await stage.settle();
    expect(held()?.transfer).toBeUndefined();
    expect(liveWorkers()).toEqual(['ana']);
  });

  test('goes on alone where the first agent is gone', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'warm', to: { worker: ben } });
    await stage.answer(ben, 'accepted');
    const [first] = stage.desk.tasks;
    if (first) stage.desk.lapse(first);
    await stage.settle();
    expect(held()).toMatchObject({ worker: ben, state: 'accepted' });
  });

  test('whose colleague will not have it alone goes to whom the workflow finds', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { worker: ben } });
    await stage.settle();
    const [first] = stage.desk.tasks;
    if (first) stage.desk.lapse(first);
    await stage.settle();
    expect(held()).toMatchObject({ direct: ben, state: 'waiting' });
    await stage.answer(ben, 'rejected');
    expect(stage.desk.live().map(({ direct }) => direct)).toEqual([undefined]);
    await stage.answer(mei, 'accepted');
    expect(held()).toMatchObject({ worker: mei });
  });

  test('is one at a time, and nothing for who does not hold it', async () => {
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { worker: ben } });
    await stage.deed(ana, { type: 'transfer', kind: 'cold', to: { worker: mei } });
    await stage.deed(ana, { type: 'complete' });
    await stage.deed(ben, { type: 'park' });
    expect(stage.asides().slice(1)).toEqual([
      'Not done for ana (transfer): a colleague is asked to take it over: take it back first.',
      'Not done for ana (complete): a colleague is asked to take it over: take it back first.',
      'Not done for ben (park): ana holds this conversation.',
    ]);
  });
});

test('a customer whose agent lost the task before answering is handed to another', async () => {
  await stage.answer(ana, 'accepted');
  await stage.write();
  const [task] = stage.desk.tasks;
  if (task) stage.desk.lapse(task);
  await stage.settle();
  expect(held()).toMatchObject({ state: 'waiting' });
  expect(stage.desk.live()).toHaveLength(1);
});

describe('wrapping up', () => {
  beforeEach(() => stage.answer(ana, 'accepted'));

  test('ends with what came of it, and frees the agent at once', async () => {
    await stage.deed(ana, { type: 'wrap' });
    expect(held()).toMatchObject({ state: 'wrapping' });
    await stage.deed(ana, { type: 'complete', disposition: 'solved', note: 'Refunded.', followUp: 'Call on Friday.' });
    expect(stage.state()).toMatchObject({ owner: 'flow', status: 'closed' });
    await stage.settle();
    expect(liveWorkers()).toEqual([]);
    expect(stage.asides()).toEqual(['ana has completed it: solved · Refunded. · To do: Call on Friday.']);
  });
});

describe('a conversation put aside', () => {
  beforeEach(async () => {
    await stage.answer(ana, 'accepted');
    await stage.deed(ana, { type: 'park' });
    await stage.settle();
  });

  test('takes nobody’s capacity, and the flow stays silent', async () => {
    expect(liveWorkers()).toEqual([]);
    expect(stage.state()).toMatchObject({ owner: 'agent', status: 'open', parked: { worker: ana } });
  });

  test('is handed to an agent again when the customer writes', async () => {
    await stage.write();
    await stage.settle();
    expect(stage.state()?.parked).toBeUndefined();
    expect(held()).toMatchObject({ state: 'waiting' });
    expect(stage.desk.live()).toHaveLength(1);
  });

  test('comes back to the agent who takes it up again, without an offer', async () => {
    await stage.deed(ana, { type: 'resume' });
    await stage.settle();
    const task = stage.desk.live().at(-1);
    if (task) stage.desk.offer(task, 0);
    await stage.settle();
    expect(held()).toMatchObject({ worker: ana, state: 'accepted' });
  });

  test('goes to whom the workflow finds where its agent does not take it after all', async () => {
    await stage.deed(ana, { type: 'resume' });
    await stage.settle();
    const [task] = stage.desk.live();
    if (task) stage.desk.lapse(task);
    await stage.settle();
    await stage.write();
    await stage.settle();
    expect(stage.desk.live().map(({ direct }) => direct)).toEqual([undefined]);
  });

  test('is not taken up by others', async () => {
    await stage.deed(ben, { type: 'resume' });
    expect(stage.asides().at(-1)).toBe('Not done for ben (resume): ana has parked it.');
    await stage.deed(mei, { type: 'resume' });
    expect(held()).toMatchObject({ direct: mei });
  });
});

describe('a supervisor', () => {
  test('takes over from an agent, who has it until the supervisor does', async () => {
    await stage.answer(ana, 'accepted');
    await stage.deed(ana, { type: 'transfer', kind: 'warm', to: { worker: ben } });
    await stage.answer(ben, 'accepted');
    await stage.deed(mei, { type: 'take-over' });
    await stage.settle();
    expect(held()).toMatchObject({ worker: ana });
    const task = stage.desk.live().at(-1);
    if (task) stage.desk.offer(task, 0);
    await stage.settle();
    expect(held()).toMatchObject({ worker: mei, state: 'accepted' });
    expect(liveWorkers()).toEqual(['mei']);
  });

  test('takes a customer out of the queue', async () => {
    await stage.settle();
    await stage.deed(mei, { type: 'take-over' });
    await stage.settle();
    expect(stage.desk.live().map(({ direct }) => direct)).toEqual(['WKmei']);
  });

  test('is somebody: an agent does not take over', async () => {
    await stage.answer(ana, 'accepted');
    await stage.deed(ben, { type: 'take-over' });
    expect(stage.asides()).toEqual(['Not done for ben (take-over): only supervisors take over.']);
  });
});

test('a note is among ourselves: nothing is sent', async () => {
  await stage.settle();
  const before = stage.asked.filter(({ type }) => type === 'send').length;
  await stage.deed(ben, { type: 'note', text: 'She has called before.' });
  expect(stage.asides()).toEqual(['She has called before.']);
  expect(stage.asked.filter(({ type }) => type === 'send')).toHaveLength(before);
  expect(stage.asked.at(-1)).toMatchObject({ type: 'notify', what: 'changed', workers: ['ben'] });
});
