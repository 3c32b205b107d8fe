import { createServer } from 'node:http';
import { Permanent, reasonOf } from '../../lib/errors.ts';
import { createHttp } from '../../lib/http.ts';
import { jsonLines as log } from './log.ts';
import { startRelay } from './relay.ts';

/** Milliseconds between two lines that say how it goes. */
const often = 60_000;

await run().catch((thrown: unknown) => {
  log('the relay cannot go on', { reason: reasonOf(thrown) });
  process.exitCode = 1;
});

/**
 * Runs until SIGTERM. DISCORD_SETTINGS is the account's secret, WEBHOOK our address for it, HEALTH_PORT where to ask whether
 * Discord let it in; SEAWAY_ORIGINS sends Discord's addresses to a stand-in.
 */
async function run(): Promise<void> {
  const { DISCORD_SETTINGS = '', WEBHOOK = '', HEALTH_PORT = '8080', SEAWAY_ORIGINS = '{}' } = process.env;
  const http = createHttp(JSON.parse(SEAWAY_ORIGINS));
  const relay = startRelay({ settings: parse(DISCORD_SETTINGS), webhook: WEBHOOK, http, log });
  const health = setInterval(() => logHealth(relay.state()), often);
  // A new relay takes over before the old one stops, and answers here once Discord let it in.
  const server = createServer((_, response) => response.end());
  relay.ready.then(
    () => server.listen(Number(HEALTH_PORT), '127.0.0.1'),
    () => {},
  );
  process.once('SIGTERM', relay.close);
  process.once('SIGINT', relay.close);
  try {
    await relay.ended;
  } finally {
    await relay.close();
    clearInterval(health);
    server.close();
    log('the relay stopped', relay.state());
  }
}

/** An alarm goes off where the first of these is missing: cdk/discord-relay.ts. */
const logHealth = ({ isConnected, ...counts }: { isConnected: boolean }) =>
  log(isConnected ? 'the relay is well' : 'the relay has no connection', counts);

/** The error of JSON.parse would show a piece of the secret. */
function parse(settings: string): unknown {
  try {
    return JSON.parse(settings);
  } catch {
    throw new Permanent("DISCORD_SETTINGS is not the account's secret as JSON: store it, then start the relay again");
  }
}
