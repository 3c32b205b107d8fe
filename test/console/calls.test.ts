import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signTwilio } from '../../lib/channels/shared/twilio.ts';
import type { Act } from '../../lib/console/protocol/call.ts';
import { threadKey } from '../../lib/thread.ts';
import { conferenceAddress } from '../../lib/voice/conference/address.ts';
import { startTable } from '../conversation/harness.ts';
import { phoneDesk } from '../voice/flows.ts';
import { type Ask, answer, openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => {
  local = await startTable();
});
afterAll(() => local.close());

const lena = '+41790000001';
const telephones = { ana: '+15005550101', mei: '+15005550102', ben: '+15005550103' };

/** A caller who waits for an agent, the one who is offered the call and two who are not. */
async function openCall() {
  const centre = await openCentre(local.table, { flow: phoneDesk });
  const { board, settle } = centre;
  const call = await board.phone.call(lena);
  await call.press('2');
  await settle();
  const names = ['ana', 'mei', 'ben'] as const;
  const offers = await Promise.all(names.map(async (name) => (await workOf(centre.ask(name))).offers[0]));
  const asked = names.find((_, index) => offers[index]);
  const offer = offers.find((one) => one !== undefined);
  if (!asked || !offer) throw new Error('nobody is offered the call');
  const [colleague, boss] = names.filter((name) => name !== asked);
  if (!colleague || !boss) throw new Error('there are three workers');
  const thread = threadKey(board.caller(lena));
  const agent = centre.ask(asked);
  let ids = 0;
  const act = async (by: Ask, does: Act) => {
    ids += 1;
    const done = await by('POST', 'calls', { body: { id: `act ${ids}`, thread, act: does } });
    await settle();
    return done;
  };
  return {
    ...centre,
    call,
    offer,
    thread,
    name: asked,
    agent,
    colleague: { name: colleague, ask: centre.ask(colleague) },
    boss: { name: boss, ask: centre.ask(boss, 'supervisor') },
    act,
    async accept() {
      const accepted = await answer(agent, offer, 'accepted');
      await settle();
      return accepted;
    },
    /** The conference, as Twilio's side has it. */
    conference() {
      const [found] = board.phone.conferences;
      if (!found) throw new Error('there is no conference');
      return found;
    },
    /** Who is in it, by the address of their telephone. */
    inIt: () => board.phone.conferences.flatMap((one) => one.connected().map(({ address }) => address)),
    task: async (by: Ask) => (await workOf(by)).tasks.find((one) => one.thread === thread),
    deed: async (by: Ask, deed: object) => {
      ids += 1;
      const done = await by('POST', 'deeds', { body: { id: `deed ${ids}`, thread, deed } });
      await settle();
      return done.status;
    },
  };
}

/** An agent who is on the phone with a caller. */
async function onThePhone() {
  const open = await openCall();
  await open.accept();
  return open;
}

describe('accepting a call', () => {
  test('rings the telephone of the agent, and both are in a conference that the task shows', async () => {
    const { accept, inIt, name, task, agent, conference, board } = await openCall();
    expect((await accept()).status).toBe(200);
    expect(inIt()).toEqual([telephones[name], lena]);
    expect(await task(agent)).toMatchObject({
      state: 'accepted',
      phone: { since: expect.any(Number), muted: false, held: false, others: [] },
    });
    expect(conference().faults).toEqual([]);
    expect(board.phone.refusals).toEqual([]);
  });

  test('is 200 while the telephone rings, and the task is theirs when it is answered', async () => {
    const { accept, agent, board, name, task, settle, offer } = await openCall();
    board.phone.silent.add(telephones[name]);
    expect((await accept()).status).toBe(200);
    expect((await accept()).status).toBe(200);
    expect((await workOf(agent)).offers).toEqual([offer]);
    expect(board.phone.conferences).toHaveLength(1);
    board.phone.pickUp(telephones[name]);
    await settle();
    expect((await task(agent))?.phone).toBeDefined();
  });

  test('without a telephone is 409 with what to add, and the offer stands', async () => {
    const { agent, offer, world, team } = await openCall();
    world.team = { ...team, member: async (sid) => ({ ...(await team.member(sid)), contact: undefined }) };
    expect(await answer(agent, offer, 'accepted')).toEqual({
      status: 409,
      body: { error: expect.stringMatching(/contact_uri in config\/taskrouter.json/) },
    });
    expect((await workOf(agent)).offers).toEqual([offer]);
  });

  test('calls the telephone once, however often it is pressed and whatever TaskRouter answers', async () => {
    const { agent, offer, settle, standIn, board } = await openCall();
    standIn.faults.request({ type: 'status', status: 500, committed: true, match: /^POST .*Reservations/ });
    const answers = await Promise.all([1, 2, 3].map(() => answer(agent, offer, 'accepted')));
    await settle();
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(board.phone.conferences).toHaveLength(1);
  });
});

describe('on the phone', () => {
  test('muting silences the agent alone, holding plays music to the customer, and both end', async () => {
    const { act, agent, conference, task, call } = await onThePhone();
    const [own, customer] = conference().legs;
    expect((await act(agent, { type: 'mute' })).status).toBe(200);
    expect([own?.muted, customer?.muted]).toEqual([true, false]);
    await act(agent, { type: 'hold' });
    expect([own?.held, customer?.held]).toEqual([false, true]);
    expect((await task(agent))?.phone).toMatchObject({ muted: true, held: true });
    await act(agent, { type: 'unmute' });
    await act(agent, { type: 'unhold' });
    expect((await task(agent))?.phone).toMatchObject({ muted: false, held: false });
    expect(call.heard).toContain('[music]');
  });

  test('keys are played to the customer', async () => {
    const { act, agent, call } = await onThePhone();
    expect((await act(agent, { type: 'digits', digits: '12#' })).status).toBe(200);
    expect(call.heard.at(-1)).toBe('[tones 12#]');
    expect((await act(agent, { type: 'digits', digits: 'one' })).status).toBe(400);
  });

  test('hanging up ends it for both, the flow goes on, and the agent sums up', async () => {
    const { act, agent, inIt, task, call, deed, bench, board } = await onThePhone();
    expect((await act(agent, { type: 'hang-up' })).status).toBe(200);
    expect(inIt()).toEqual([]);
    expect(call.waitsAt).not.toBe('Enqueue');
    const after = await task(agent);
    expect([after?.state, after?.phone]).toEqual(['wrapping', undefined]);
    expect(await deed(agent, { type: 'complete', disposition: 'resolved' })).toBe(202);
    expect(await task(agent)).toBeUndefined();
    expect((await board.transcript(lena)).some((line) => /^system: The agent was on the phone/.test(line))).toBe(true);
    expect((await bench.state(board.caller(lena)))?.handOff).toBeUndefined();
  });

  test.each([
    ['the customer hangs up', ({ call }: Open) => call.hangUp()],
    [
      "the agent's own telephone hangs up",
      async ({ board, conference }: Open) => board.phone.drop(legOf(conference())),
    ],
    ['the agent wraps up', async ({ deed, agent }: Open) => void (await deed(agent, { type: 'wrap' }))],
  ])('%s: it is over for everybody, and is to be summed up', async (_, end) => {
    const open = await onThePhone();
    await end(open);
    await open.settle();
    expect(open.inIt()).toEqual([]);
    expect((await open.task(open.agent))?.state).toBe('wrapping');
    expect(await open.act(open.agent, { type: 'mute' })).toMatchObject({ status: 409 });
  });

  test('nobody else does anything to it, and nothing is done to a call that is none', async () => {
    const { act, colleague, name, conference, agent, board } = await onThePhone();
    expect(await act(colleague.ask, { type: 'mute' })).toEqual({
      status: 409,
      body: { error: `This conversation is held by ${name}. Nothing was done.` },
    });
    expect(await act(colleague.ask, { type: 'listen' })).toMatchObject({ status: 403 });
    expect(conference().legs.some(({ muted }) => muted)).toBe(false);
    const nobody = threadKey(board.caller('+41790000009'));
    const nowhere = await agent('POST', 'calls', { body: { id: 'x', thread: nobody, act: { type: 'mute' } } });
    expect(nowhere.status).toBe(404);
  });
});

type Open = Awaited<ReturnType<typeof onThePhone>>;
const legOf = ({ legs }: ReturnType<Open['conference']>) => legs[0]?.sid ?? '';

describe('a supervisor', () => {
  test('listens unheard, whispers to the agent alone, breaks in, and leaves again', async () => {
    const { act, agent, boss, conference, task } = await onThePhone();
    expect((await act(boss.ask, { type: 'listen' })).status).toBe(200);
    const [own, , third] = conference().legs;
    expect([third?.address, third?.muted]).toEqual([telephones[boss.name], true]);
    expect((await task(agent))?.phone?.others).toEqual([]);
    await act(boss.ask, { type: 'whisper' });
    expect([third?.muted, third?.coaches]).toEqual([false, own?.sid]);
    expect((await task(agent))?.phone?.others).toEqual([{ name: boss.name }]);
    await act(boss.ask, { type: 'barge' });
    expect([third?.muted, third?.coaches]).toEqual([false, undefined]);
    await act(boss.ask, { type: 'hang-up' });
    expect([third?.state, own?.state]).toEqual(['gone', 'connected']);
    expect(conference().legs).toHaveLength(3);
  });

  test('goes on alone with the customer when the agent leaves whom they have broken in on', async () => {
    const { act, boss, board, conference, settle, inIt } = await onThePhone();
    await act(boss.ask, { type: 'whisper' });
    await act(boss.ask, { type: 'barge' });
    board.phone.drop(legOf(conference()));
    await settle();
    expect(inIt()).toEqual([lena, telephones[boss.name]]);
    await act(boss.ask, { type: 'hang-up' });
    expect(inIt()).toEqual([]);
  });
});

describe('a transfer', () => {
  const ask = (open: Open, kind: 'warm' | 'cold') =>
    open.team.named(open.colleague.name).then((found) => {
      if (!found) throw new Error('there is no such worker');
      const to = { worker: { sid: found.sid, name: found.name } };
      return open.deed(open.agent, { type: 'transfer', kind, to, note: 'about the card' });
    });
  const take = async ({ colleague, settle }: Open) => {
    const [offer] = (await workOf(colleague.ask)).offers;
    if (!offer) throw new Error('the colleague is not asked');
    const { status } = await answer(colleague.ask, offer, 'accepted');
    await settle();
    return status;
  };

  test('cold: the first agent leaves when the colleague is in, and the customer never hears of it', async () => {
    const open = await onThePhone();
    await ask(open, 'cold');
    expect(open.inIt()).toEqual([telephones[open.name], lena]);
    expect(await take(open)).toBe(200);
    expect(open.inIt()).toEqual([lena, telephones[open.colleague.name]]);
    expect(await open.task(open.agent)).toBeUndefined();
    expect(await open.task(open.colleague.ask)).toMatchObject({ part: 'holder', state: 'accepted', phone: {} });
    await open.act(open.colleague.ask, { type: 'hang-up' });
    expect(open.inIt()).toEqual([]);
    expect((await open.task(open.colleague.ask))?.state).toBe('wrapping');
  });

  test('warm: all three speak until the first hangs up, which leaves the call to the colleague', async () => {
    const open = await onThePhone();
    await ask(open, 'warm');
    await take(open);
    expect(open.inIt()).toHaveLength(3);
    expect((await open.task(open.agent))?.phone?.others).toEqual([{ name: open.colleague.name }]);
    await open.act(open.agent, { type: 'hang-up' });
    expect(open.inIt()).toEqual([lena, telephones[open.colleague.name]]);
    expect((await open.task(open.colleague.ask))?.part).toBe('holder');
  });

  test('warm: who was asked hangs up, and the first has the call still', async () => {
    const open = await onThePhone();
    await ask(open, 'warm');
    await take(open);
    await open.act(open.colleague.ask, { type: 'hang-up' });
    expect(open.inIt()).toEqual([telephones[open.name], lena]);
    expect(await open.task(open.agent)).toMatchObject({ part: 'holder', phone: { others: [] } });
  });

  test('is not theirs until they answer their telephone, and comes back when they decline', async () => {
    const open = await onThePhone();
    open.board.phone.silent.add(telephones[open.colleague.name]);
    await ask(open, 'cold');
    expect(await take(open)).toBe(200);
    expect(open.inIt()).toEqual([telephones[open.name], lena]);
    expect((await open.task(open.agent))?.part).toBe('holder');
    const [offer] = (await workOf(open.colleague.ask)).offers;
    if (!offer) throw new Error('they are not asked any more');
    await answer(open.colleague.ask, offer, 'rejected');
    await open.settle();
    expect(await open.task(open.agent)).toMatchObject({ part: 'holder', phone: {} });
    expect((await open.task(open.agent))?.transfer).toBeUndefined();
    open.board.phone.pickUp(telephones[open.colleague.name]);
    await open.settle();
    expect(open.inIt()).toEqual([telephones[open.name], lena]);
  });

  test('ends with the call: nobody is asked any more', async () => {
    const open = await onThePhone();
    await ask(open, 'warm');
    await open.call.hangUp();
    await open.settle();
    expect((await workOf(open.colleague.ask)).offers).toEqual([]);
    const task = await open.task(open.agent);
    expect([task?.state, task?.transfer]).toEqual(['wrapping', undefined]);
  });
});

test('a call is joined by nobody but who is asked, whatever task they name', async () => {
  const open = await onThePhone();
  const found = await open.team.named(open.colleague.name);
  const to = { worker: { sid: found?.sid, name: found?.name } };
  await open.deed(open.agent, { type: 'transfer', kind: 'warm', to });
  const [offer] = (await workOf(open.colleague.ask)).offers;
  const body = { answer: 'accepted', taskSid: offer?.taskSid };
  const { status } = await open.boss.ask('POST', `reservations/${offer?.reservation}`, { body });
  await open.settle();
  expect(status).toBe(409);
  expect(open.inIt()).toEqual([telephones[open.name], lena]);
});

describe('what Twilio tells of a conference', () => {
  const form = (sequence: number, event: string, more: Record<string, string> = {}) => ({
    ConferenceSid: 'CF1',
    SequenceNumber: String(sequence),
    Timestamp: new Date(1_790_000_000_000 + sequence * 1_000).toUTCString().replace('GMT', '+0000'),
    StatusCallbackEvent: event,
    ...more,
  });
  const seat = (CallSid: string, Muted = 'false', Hold = 'false') => ({ CallSid, Muted, Hold, Coaching: 'false' });

  test('comes to the same whatever the order, and however often', async () => {
    const { board } = await openCentre(local.table, { flow: phoneDesk });
    let calls = 0;
    const told = [
      form(1, 'participant-join', seat('CAagent')),
      form(2, 'participant-join', seat('CAcustomer')),
      form(3, 'conference-start'),
      form(4, 'participant-mute', seat('CAagent', 'true')),
      form(5, 'participant-hold', seat('CAcustomer', 'false', 'true')),
      form(6, 'participant-unmute', seat('CAagent')),
      form(7, 'participant-join', { ...seat('CAboss', 'true'), ParticipantLabel: 'supervisor-mei' }),
      form(8, 'participant-leave', { ...seat('CAboss', 'true'), ParticipantLabel: 'supervisor-mei' }),
    ];
    const keep = async (events: Record<string, string>[]) => {
      calls += 1;
      const callSid = `CAcustomer${calls}`;
      const whose = { thread: board.caller(lena), callSid, worker: 'ana' };
      const url = conferenceAddress(board.origin, whose);
      const named = events.map((one) => (one.CallSid === 'CAcustomer' ? { ...one, CallSid: callSid } : one));
      for (const fields of named) {
        const body = new URLSearchParams(fields);
        const headers = { 'x-twilio-signature': signTwilio(board.phone.secret.authToken, url, body) };
        expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(204);
      }
      const [found] = await board.conferences.of(callSid);
      const seats = found?.seats.map((one) => ({ ...one, leg: one.leg === callSid ? 'CAcustomer' : one.leg }));
      return { ...found, seats: seats?.sort((one, other) => one.leg.localeCompare(other.leg)) };
    };
    const inOrder = await keep(told);
    expect(inOrder).toMatchObject({
      startedAt: expect.any(Number),
      seats: [
        { leg: 'CAagent', who: 'agent', name: 'ana', muted: false, present: true },
        { leg: 'CAboss', who: 'supervisor', name: 'mei', present: false },
        { leg: 'CAcustomer', who: 'customer', held: true, present: true },
      ],
    });
    await fc.assert(
      fc.asyncProperty(
        fc.shuffledSubarray([...told.keys(), ...told.keys()], { minLength: 2 * told.length }),
        async (order) => {
          expect(await keep(order.flatMap((index) => told[index] ?? []))).toEqual(inOrder);
        },
      ),
      { numRuns: 15 },
    );
  });

  test('counts for nothing where somebody else says it, and garbage changes nothing', async () => {
    const { board } = await openCentre(local.table, { flow: phoneDesk });
    const whose = { thread: board.caller(lena), callSid: 'CAx', worker: 'ana' };
    const url = conferenceAddress(board.origin, whose);
    const body = new URLSearchParams(form(1, 'participant-join', seat('CAx')));
    const post = (address: string, token: string, fields = body) =>
      fetch(address, {
        method: 'POST',
        headers: { 'x-twilio-signature': signTwilio(token, address, fields) },
        body: fields,
      });
    const { authToken } = board.phone.secret;
    expect((await post(url, 'a wrong token')).status).toBe(401);
    expect((await post(url.replace('customer=', 'custom='), authToken)).status).toBe(204);
    expect((await post(url, authToken, new URLSearchParams({ StatusCallbackEvent: 'x' }))).status).toBe(204);
    expect(await board.conferences.of('CAx')).toEqual([]);
    expect((await post(url, authToken)).status).toBe(204);
    expect(await board.conferences.of('CAx')).toHaveLength(1);
  });
});
