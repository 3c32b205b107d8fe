import { expect, test } from 'vitest';
import { freePort } from '../../../local/aws/port.ts';
import { openDesk } from '../../../local/desk.ts';
import { startLine } from '../../../local/providers/line/index.ts';
import { watchDesk } from '../../../local/simulator/desk-watch.ts';
import type { DeskState, Told } from '../../../local/simulator/protocol.ts';
import { openScreens } from '../../../local/simulator/screens.ts';
import { until } from '../../../local/until.ts';

const sender = 'U4af4980629c14b7e8d2a5f60b3c91d27';

test('a message that Seaway does not take stays on the phone, and says why', async () => {
  const line = await startLine({ webhook: `http://127.0.0.1:${await freePort()}/webhooks/line/main` });
  const told: Told[] = [];
  const screens = openScreens({ line }, (one) => told.push(one));
  await screens.say({ channel: 'line', sender, says: { type: 'text', text: 'hello' } });
  expect(screens.all()[0]?.screens[sender]).toMatchObject([{ text: 'hello', mark: { state: 'sending' } }]);
  const refused = { state: 'refused', reason: expect.stringContaining('Seaway did not answer') };
  await until('the mark is red', () => (JSON.stringify(told.at(-1)).includes('refused') ? true : undefined));
  expect(screens.all()[0]?.screens[sender]).toMatchObject([{ text: 'hello', mark: refused }]);
  screens.close();
  await line.close();
});

test('a desk that cannot be reached says so, and keeps what was known', async () => {
  const known: DeskState = {
    agents: [{ sid: 'WK0', name: 'ana', activity: 'Available', available: true, reservations: [] }],
    threads: {},
  };
  const away = openDesk(`http://127.0.0.1:${await freePort()}`, async (worker) => worker);
  let reached = true;
  const told: DeskState[] = [];
  const desk = {
    ...away,
    workers: () => (reached ? Promise.resolve(known.agents) : away.workers()),
    reservations: () => Promise.resolve([]),
  };
  const watch = watchDesk(desk, (state) => told.push(state));
  await watch.look();
  reached = false;
  await watch.look();
  expect(told).toEqual([known, { ...known, fault: expect.stringMatching(/^The console API does not answer: /) }]);
  await watch.look();
  expect(told).toHaveLength(2);
  await watch.stop();
});
