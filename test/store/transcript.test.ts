import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Transient } from '../../lib/errors.ts';
import type { Content, ThreadEvent } from '../../lib/message.ts';
import type { Table } from '../../lib/store/table.ts';
import { lineWrite, openTranscript } from '../../lib/store/transcript.ts';
import { startTable } from '../conversation/harness.ts';

let table: Table;
let stop: () => Promise<void>;
beforeAll(async () => {
  ({ table, close: stop } = await startTable());
});
afterAll(() => stop());

const sk = 'MESSAGE#0000001';
let senders = 0;

/** A thread with one line; the next `conflicts` writes are refused because others write to the same items this moment. */
async function open(direction: 'in' | 'out') {
  senders += 1;
  const thread = { channel: 'line', account: 'main', sender: `U${senders}` };
  const content: Content = { type: 'text', text: 'hello' };
  const status = direction === 'in' ? 'delivered' : 'queued';
  await table.write([lineWrite(thread, { sk, at: 1, direction, by: 'x', content, status })]);
  let left = 0;
  const busy: Table = {
    ...table,
    write: async (writes) => {
      left -= 1;
      return left < 0
        ? table.write(writes)
        : { refused: writes.map(() => ({ code: 'TransactionConflict', item: undefined })) };
    },
  };
  const transcript = openTranscript(busy);
  const edit = (text: string, at: number, id = `edit ${text}`) =>
    transcript.amend(thread, sk, { type: 'text', text }, { type: 'edited', id, thread, at, messageId: 'm', content });
  const remove = (at: number) =>
    transcript.amend(
      thread,
      sk,
      { type: 'text', text: '' },
      { type: 'deleted', id: 'gone', thread, at, messageId: 'm' },
    );
  const line = () => openTranscript(table).line(thread, sk);
  const receipt = (status: 'delivered' | 'read'): Extract<ThreadEvent, { type: 'receipt' }> => ({
    ...{ type: 'receipt', id: status, thread, at: 1_700_000_000_000, messageId: `provider ${senders}`, status },
  });
  const disturb = (conflicts: number) => {
    left = conflicts;
  };
  return { thread, transcript, edit, remove, line, receipt, disturb };
}

describe('an edit', () => {
  test('that comes again after a newer one does not bring back what was said before', async () => {
    const { edit, line } = await open('in');
    await edit('one', 10);
    await edit('two', 20);
    await edit('one', 10);
    expect(await line()).toMatchObject({ content: { text: 'two' }, edited: true });
  });

  test('that overtakes another counts by its time, and two of the same moment by their order', async () => {
    const { edit, line } = await open('in');
    await edit('two', 20);
    await edit('one', 10);
    expect(await line()).toMatchObject({ content: { text: 'two' } });
    await edit('three', 20);
    expect(await line()).toMatchObject({ content: { text: 'three' } });
  });

  test('never brings back what was deleted', async () => {
    const { edit, remove, line } = await open('in');
    await edit('one', 10);
    await remove(20);
    await edit('two', 30);
    expect(await line()).toMatchObject({ content: { text: '' }, deleted: true });
  });
});

describe('while others write to the same line, nothing is lost:', () => {
  test('how far a message got', async () => {
    const { thread, transcript, line, disturb } = await open('out');
    disturb(2);
    await transcript.mark(thread, sk, { status: 'delivered' });
    expect(await line()).toMatchObject({ status: 'delivered' });
  });

  test('an edit', async () => {
    const { edit, line, disturb } = await open('in');
    disturb(2);
    await edit('one', 10);
    expect(await line()).toMatchObject({ content: { text: 'one' } });
  });

  test('a receipt that is faster than our note of the message', async () => {
    const { thread, transcript, receipt, line, disturb } = await open('out');
    disturb(1);
    await transcript.keepEarly(receipt('delivered'));
    disturb(1);
    const early = await transcript.sent(thread, sk, [receipt('delivered').messageId], 1);
    expect(early).toMatchObject([{ status: 'delivered' }]);
    expect(await line()).toMatchObject({ status: 'sent' });
  });

  test('and where they do not stop, it comes again', async () => {
    const { transcript, receipt, disturb } = await open('out');
    disturb(100);
    await expect(transcript.keepEarly(receipt('delivered'))).rejects.toThrow(Transient);
  });
});

test.each([
  ['read', 'delivered'],
  ['delivered', 'read'],
] as const)('of receipts that come before our note, %s and then %s, the furthest counts', async (one, other) => {
  const { thread, transcript, receipt } = await open('out');
  await transcript.keepEarly(receipt(one));
  await transcript.keepEarly(receipt(other));
  expect(await transcript.sent(thread, sk, [receipt('read').messageId], 1)).toMatchObject([{ status: 'read' }]);
});
