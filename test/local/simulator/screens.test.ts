import { expect, test } from 'vitest';
import { startLine } from '../../../local/providers/line/index.ts';
import type { Told } from '../../../local/simulator/protocol.ts';
import { openScreens } from '../../../local/simulator/screens.ts';

test('a file of ours is shown where it lies on this machine, all others where they are', async () => {
  const sender = 'U4af4980629c14b7e8d2a5f60b3c91d27';
  const line = await startLine({ webhook: 'http://127.0.0.1:9/webhooks/line/main' });
  const told: Told[] = [];
  const bucket = 'https://files.s3.us-east-1.amazonaws.com';
  const screens = openScreens(
    { line },
    (one) => told.push(one),
    (url) => url.replace(bucket, 'http://127.0.0.1:4000'),
  );
  for (const url of [`${bucket}/media/1.png?signed`, 'https://shop.example/bill.png']) {
    const messages = [{ type: 'image', originalContentUrl: url, previewImageUrl: url }];
    await fetch(`${line.origins['https://api.line.me']}/v2/bot/message/push`, {
      method: 'POST',
      headers: { authorization: `Bearer ${line.secret.channelAccessToken}` },
      body: JSON.stringify({ to: sender, messages }),
    });
  }
  const shown = [
    { media: { url: 'http://127.0.0.1:4000/media/1.png?signed' } },
    { media: { url: 'https://shop.example/bill.png' } },
  ];
  expect(screens.all()[0]?.screens[sender]).toMatchObject(shown);
  expect(told).toMatchObject(shown.map((message) => ({ type: 'message', message })));
  screens.close();
  await line.close();
});
