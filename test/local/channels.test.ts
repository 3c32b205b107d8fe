import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { synthesize } from '../../local/cloud/synth.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { customers } from '../../local/simulator/customers.ts';
import { until } from '../../local/until.ts';

let folder: string;
let seaway: Seaway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seaway-test-'));
  await synthesize(folder);
  seaway = await startSeaway({ template: folder, log: () => {} });
});
afterAll(async () => {
  await seaway?.close();
  await rm(folder, { recursive: true, force: true });
});

const names = deployment.accounts.map(({ channel }) => channel);

test.each(names)(
  '%s: hello is answered with the languages, and one of them with the next question',
  async (channel) => {
    const phone = seaway.phones[channel];
    // The first ones are one person on several channels, who is asked but once.
    const customer = customers[channel]?.at(-1);
    if (!phone || !customer) throw new Error(`there is nobody on ${channel}`);
    const { sender } = customer;
    const answers = () => phone.shown(sender).filter(({ from }) => from === 'business');
    await expect(phone.say(sender, { type: 'text', text: 'Hello' }, customer)).resolves.toMatchObject({
      status: expect.toSatisfy((status: number) => status < 300),
    });
    await until('the languages are asked for', () => answers().find(({ text }) => text.includes('Which language')));
    const option = answers()
      .flatMap(({ options = [] }) => options)
      .find(({ text }) => text === 'Deutsch');
    // Where there is no button, its number says the same.
    await phone.say(sender, option ? { type: 'choice', option: option.id } : { type: 'text', text: '2' }, customer);
    await until('the name is asked for in German', () => answers().find(({ text }) => text.includes('Wie')));
    expect(phone.refusals).toEqual([]);
  },
);
