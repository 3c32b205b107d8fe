import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { onTestFinished } from 'vitest';
import { listen } from '../../../local/aws/listen.ts';
import { openDesk } from '../../../local/desk.ts';
import { startPhone } from '../../../local/phone/phone.ts';
import { openActions } from '../../../local/simulator/actions.ts';
import type { Deed } from '../../../local/simulator/deeds.ts';
import { fold, nothing } from '../../../local/simulator/page/fold.ts';
import { openScreens } from '../../../local/simulator/screens.ts';
import { openTelephones } from '../../../local/simulator/telephones.ts';

const number = '+15005550010';

/** A telephone whose webhook answers with these documents, by path; what else is asked is 500, the end of a call 204. */
export async function openSwitchboard(documents: Record<string, string>) {
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const document = documents[path]?.replaceAll('HERE', origin);
    if (path === '/voice/status') response.writeHead(204).end();
    else response.writeHead(document ? 200 : 500, { 'content-type': 'text/xml' }).end(document ?? 'broken');
  });
  const origin = `http://127.0.0.1:${await listen(server, 0)}`;
  const secret = { accountSid: `AC${'0123456789abcdef'.repeat(2)}`, authToken: 'a-token-for-calls' };
  const phone = await startPhone({ webhook: `${origin}/voice`, number, secret });
  let shown = fold(nothing, { type: 'all', phones: [], telephones: [], desk: undefined });
  const telephones = openTelephones({ main: phone }, (told) => {
    shown = fold(shown, told);
  });
  shown = fold(shown, { type: 'all', phones: [], telephones: telephones.all(), desk: undefined });
  telephones.start();
  onTestFinished(async () => {
    telephones.stop();
    await phone.close();
    server.closeAllConnections();
    server.close();
  });
  const act = openActions({
    screens: openScreens({}, () => undefined),
    telephones,
    desk: openDesk(origin, async (worker) => worker),
    look: async () => undefined,
    setActivity: async () => undefined,
  });
  return {
    act,
    /** The calls as a page shows them. */
    calls: () => shown.telephones[0]?.calls ?? [],
    call: (customer: string) => act({ type: 'call', id: randomUUID(), account: 'main', customer }),
    does: (call: string, does: Deed) => act({ type: 'telephone', id: randomUUID(), call, does }),
    /** What a flow does to have somebody called. */
    place: (To: string) =>
      fetch(`${phone.origins['https://api.twilio.com']}/2010-04-01/Accounts/${secret.accountSid}/Calls.json`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${secret.accountSid}:${secret.authToken}`)}` },
        body: new URLSearchParams({ To, From: number, Url: `${origin}/news` }),
      }),
  };
}
