import { expect, onTestFinished, test } from 'vitest';
import { createHttp } from '../../../lib/http.ts';
import { openTelephony } from '../../../lib/voice/conference/telephony.ts';
import { type Phone, startPhone } from '../../../local/phone/phone.ts';
import { openTelephones } from '../../../local/simulator/telephones.ts';
import { accountSid, authToken, openCentre } from '../twilio/centre.ts';
import { openReceiver } from '../twilio/receiver.ts';

const secret = { accountSid, authToken };
const number = '+15005550010';
const lena = '+41790000001';
const agent = '+15005550101';
const colleague = 'client:ben';

const xml = (verbs: string) => ({ status: 200, contentType: 'text/xml', body: `<Response>${verbs}</Response>` });

/** A caller who waits in a queue and whose task is offered to a worker. */
async function openQueue() {
  let phone: Phone | undefined;
  const centre = await openCentre({ connect: (wish, told) => phone?.connect(wish, told) });
  const queue = await centre.queue('Everyone');
  const workflow = await centre.workflow({ default_filter: { queue: queue.sid } });
  await centre.worker('ana', { contact_uri: agent });
  const { origin, received } = await openReceiver(({ path }) => {
    if (path === '/voice') return xml(`<Enqueue workflowSid="${workflow.sid}" action="${origin}/after"/>`);
    if (path === '/after') return xml('<Gather action="/never"><Say>Was it good?</Say></Gather>');
    return path === '/tones' ? xml('<Play digits="12"/>') : { status: 204 };
  });
  const started = await startPhone({ webhook: `${origin}/voice`, number, secret, taskRouter: centre.standIn.origin });
  onTestFinished(() => started.close());
  phone = started;
  const call = await started.call(lena);
  const [reservation] = await centre.workspace.tasks(call.taskSid ?? '').reservations.list();
  if (!reservation) throw new Error('nobody is offered the call');
  const offer = centre.workspace.workers(reservation.workerSid).reservations(reservation.sid);
  const take = (more: object = {}) =>
    offer.update({
      instruction: 'conference',
      from: number,
      endConferenceOnCustomerExit: true,
      conferenceStatusCallback: `${origin}/told`,
      conferenceStatusCallbackEvent: ['start', 'end', 'join', 'leave', 'mute', 'hold'],
      ...more,
    });
  const telephony = openTelephony(createHttp(started.origins), async () => secret);
  return {
    ...centre,
    origin,
    phone: started,
    call,
    offer,
    take,
    telephony,
    conference: () => started.conferences[0]?.sid ?? '',
    /** What the conference has told, each with who it was about. */
    async told() {
      await started.settled();
      const names: Record<string, string> = { [call.sid]: 'customer' };
      const events = received.filter(({ path }) => path === '/told');
      expect(events.every(({ isSigned }) => isSigned)).toBe(true);
      return events.map(({ parameters: { StatusCallbackEvent, CallSid } }) =>
        [StatusCallbackEvent, CallSid && (names[CallSid] ?? 'agent')].filter(Boolean).join(' '),
      );
    },
  };
}

test('the instruction `conference` calls the worker, brings the customer, and the end has the task wrapped up', async () => {
  const { take, call, told, statusOf, conference, telephony } = await openQueue();
  const task = call.taskSid ?? '';
  expect((await take()).reservationStatus).toBe('accepted');
  expect([await statusOf(task), call.inConference]).toEqual(['assigned', true]);
  expect(await telephony.end(conference())).toBe(true);
  expect(await told()).toEqual([
    'participant-join agent',
    'participant-join customer',
    'conference-start',
    'participant-leave agent',
    'participant-leave customer',
    'conference-end',
  ]);
  expect([await statusOf(task), call.inConference, call.waitsAt]).toEqual(['wrapping', false, 'Gather']);
  expect(call.heard).toEqual(['Was it good?']);
  expect(await telephony.end(conference())).toBe(false);
});

test('it is for a pending reservation alone, while the telephone rings as well, and only from a number of ours', async () => {
  const { take, phone, offer } = await openQueue();
  phone.silent.add(agent);
  expect((await take()).reservationStatus).toBe('pending');
  await expect(take()).rejects.toThrow('cannot be updated to [onHold]');
  phone.pickUp(agent);
  expect((await offer.fetch()).reservationStatus).toBe('accepted');
  await expect(take()).rejects.toThrow('cannot be updated to [onHold]');
  const other = await openQueue();
  expect((await other.take({ from: '+15005550999' })).reservationStatus).toBe('canceled');
});

test('a worker who does not answer loses the offer, and the customer waits on', async () => {
  const { take, phone, offer, call } = await openQueue();
  phone.silent.add(agent);
  await take();
  phone.drop(phone.conferences[0]?.legs[0]?.sid ?? '');
  expect((await offer.fetch()).reservationStatus).toBe('canceled');
  expect([call.inConference, call.waitsAt]).toEqual([false, 'Enqueue']);
});

test('a customer who hangs up ends it for all', async () => {
  const { take, call, phone, told, statusOf } = await openQueue();
  await take();
  const task = call.taskSid ?? '';
  await call.hangUp();
  expect((await told()).at(-1)).toBe('conference-end');
  expect([phone.conferences[0]?.connected(), await statusOf(task)]).toEqual([[], 'wrapping']);
});

test('participants are added, moved, and named by label; what Twilio refuses is refused', async () => {
  const { take, telephony, conference, phone, call, origin } = await openQueue();
  await take();
  const sid = conference();
  const ben = { From: number, To: colleague, Label: 'ben' };
  expect(await telephony.has(sid, 'ben')).toBe(false);
  expect(await telephony.add(sid, ben)).toBe(true);
  expect(await telephony.has(sid, 'ben')).toBe(true);
  await expect(telephony.add(sid, ben)).rejects.toThrow('label');
  await expect(telephony.add(sid, { ...ben, To: 'ben', Label: 'x' })).rejects.toThrow('21211');
  await expect(telephony.add(sid, { ...ben, From: lena, Label: 'x' })).rejects.toThrow('21210');
  await expect(telephony.change(sid, 'ben', { Coaching: 'true' })).rejects.toThrow('CallSidToCoach');
  expect(await telephony.change(sid, call.sid, { AnnounceUrl: `${origin}/tones` })).toBe(true);
  expect(call.heard).toEqual(['[tones 12]']);
  phone.silent.add(colleague);
  await telephony.add(sid, { ...ben, Label: 'rings' });
  expect(await telephony.remove(sid, 'rings')).toBe(true);
  expect(await telephony.has(sid, 'rings')).toBe(false);
  const [, , third] = phone.conferences[0]?.legs ?? [];
  expect(await telephony.hangUp(third?.sid ?? '')).toBe(true);
  expect(await telephony.hangUp('CA0')).toBe(false);
  expect(await telephony.change(sid, 'ben', { Muted: 'true' })).toBe(false);
  expect(call.inConference).toBe(true);
});

test('the simulator shows music and who hung up, and leaves a conference to end by itself', async () => {
  const { take, telephony, conference, phone, call } = await openQueue();
  const telephones = openTelephones({ main: phone }, () => {});
  const shown = () => telephones.all()[0]?.calls[0];
  const reservation = {
    sid: 'WR1',
    taskSid: call.taskSid ?? '',
    status: 'accepted' as const,
    since: 0,
    thread: 'voice:main:x',
    channel: 'voice',
    address: lena,
    customer: { id: '', name: 'Lena', vip: false },
  };
  const worker = { sid: 'WK1', name: 'ana', activity: 'Available', available: true };
  shown();
  await take();
  telephones.follow({ agents: [{ ...worker, reservations: [reservation] }], threads: {} });
  await telephony.change(conference(), call.sid, { Hold: 'true' });
  expect(shown()).toMatchObject({ inConference: true, steps: [{ heard: ['[music]'] }] });
  telephones.follow({ agents: [{ ...worker, reservations: [] }], threads: {} });
  expect(shown()).toMatchObject({ inConference: true, waitsAt: 'Enqueue' });
  await telephony.end(conference());
  await phone.settled();
  expect(shown()).toMatchObject({
    inConference: false,
    steps: [{ text: 'Called' }, { text: 'The agent hung up', heard: ['Was it good?'] }],
  });
});
