import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { redirectOrigin } from '../../lib/http.ts';
import { type DeskLine, openDesk } from '../../local/desk.ts';
import { picture } from '../../local/providers/picture.ts';
import { type Seaway, startSeaway } from '../../local/seaway.ts';
import { until } from '../../local/until.ts';
import { sharedTemplate } from '../template.ts';

const sender = `U${'f'.repeat(32)}`;
const thread = `line:main:${sender}`;

let folder: string;
let template: string;
let seaway: Seaway;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'seaway-files-'));
  template = await sharedTemplate();
  seaway = await start();
});
afterAll(async () => {
  await seaway.close();
  await rm(folder, { recursive: true, force: true });
});

const start = () => startSeaway({ template, data: join(folder, 'data'), log: () => {} });
const desk = () => openDesk(seaway.cloud.origin, seaway.signIn.tokenFor);
const line = () => {
  const { line: found } = seaway.phones;
  if (!found) throw new Error('there is no phone for LINE');
  return found;
};

const lineThat = (fits: (line: DeskLine) => boolean) =>
  until('the line is there', async () => (await desk().thread(thread)).lines.find(fits));

const bytesAt = async (url = ''): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

test('a picture that a customer sends is there for the agent, also after a restart, and nobody else gets it', async () => {
  await line().say(sender, { type: 'file', name: 'tree.png', mediaType: 'image/png', data: picture() });
  const { content } = await lineThat(({ content }) => Boolean(content.url));
  expect(content).toMatchObject({ type: 'media', mediaType: 'image/png' });
  expect(await bytesAt(content.url)).toEqual(picture());
  expect((await fetch(content.url?.split('?')[0] ?? '')).status).toBe(403);

  await seaway.close();
  seaway = await start();
  const again = await lineThat(({ content }) => Boolean(content.url));
  expect(await bytesAt(again.content.url)).toEqual(picture());
});

test('a program that is called a picture is kept out, and the agent reads why', async () => {
  const data = Buffer.from(`MZ${'\0'.repeat(300)}`);
  await line().say(sender, { type: 'file', name: 'holiday.png', mediaType: 'image/png', data });
  const { content } = await lineThat(({ content }) => content.withheld !== undefined);
  expect(content).toMatchObject({
    url: '',
    withheld: 'The file is kept out: files of the type application/x-msdownload are not let in.',
  });
});

test('a file that an agent sends arrives on the phone of the customer', async () => {
  await line().say(sender, { type: 'text', text: 'live agent' });
  const { worker, reservation } = await until('an agent is offered the task', async () => {
    for (const worker of await desk().workers()) {
      const reservation = (await desk().reservations(worker.sid)).find((offer) => offer.thread === thread);
      if (reservation) return { worker, reservation };
    }
    return undefined;
  });
  await desk().answer(worker.sid, reservation, 'accepted');
  await until('the agent holds it', async () => (await desk().thread(thread)).holder ?? undefined);
  const file = { name: 'map.png', mediaType: 'image/png', data: picture() };
  await desk().sendFile(worker, reservation, crypto.randomUUID(), file, 'The way to us');
  const arrived = await until('the picture arrives', () =>
    line()
      .shown(sender)
      .findLast(({ media, from }) => media && from === 'business'),
  );
  expect(arrived.media?.url).toMatch(/^https:\/\/[\w-]+\.s3\.us-east-1\.amazonaws\.com\/media\/sent\/[\w-]+\.png\?/);
  expect(await bytesAt(redirectOrigin(arrived.media?.url ?? '', seaway.cloud.origins))).toEqual(picture());
  await until('the text follows', () =>
    line()
      .shown(sender)
      .find(({ text }) => text === 'The way to us'),
  );

  const program = { name: 'tool.exe', mediaType: 'application/x-msdownload', data: Buffer.from('MZ') };
  await expect(desk().sendFile(worker, reservation, crypto.randomUUID(), program)).rejects.toThrow(
    'files of the type application/x-msdownload are not let in',
  );
});
