import { join } from 'node:path';
import { deployment } from '../config/deployment.ts';
import { freePort } from './aws/port.ts';
import { startBot } from './bot/bot.ts';
import { type Cloud, startCloud } from './cloud/cloud.ts';
import type { Rewire } from './cloud/functions.ts';
import { siteHost } from './cloud/places.ts';
import { takeMail } from './mail-door.ts';
import { type LocalSignIn, startSignIn } from './oidc/sign-in.ts';
import { type Phone, startPhone } from './phone/phone.ts';
import { type EmailStandIn, startEmail } from './providers/email/index.ts';
import { providers } from './providers/index.ts';
import type { Provider } from './providers/provider.ts';
import { startSite } from './site/site.ts';
import { startTaskRouter, type TaskRouterStandIn } from './twilio/taskrouter.ts';

export type SeawayOptions = {
  /** The folder that `cdk synth` wrote. */
  template: string;
  /** Where everything is kept between runs; in memory unless given. */
  data?: string;
  /** Of webhooks and the console API; a free one unless given. */
  port?: number;
  /** Of the agents' console; a free one unless given. */
  console?: number;
  rewire?: Rewire;
  /** At which any mail program hands in mail for us; a free one unless given. */
  smtp?: number;
  /** Milliseconds that the answers of a channel's provider take, by channel. */
  slow?: Record<string, number>;
  /** Origins of pages on this machine that may open our web chat. */
  pages?: readonly string[];
  log: (line: string) => void;
  output?: (text: string) => void;
};

export type Seaway = {
  cloud: Cloud;
  /** The stand-in of each account's provider, by channel. */
  phones: Record<string, Provider>;
  /** Where mail programs hand in mail, and where what we sent by mail can be read. */
  post: Pick<EmailStandIn, 'mailbox' | 'smtp'> | undefined;
  /** The telephone of each voice account: Twilio's side of calls. */
  telephones: Record<string, Phone>;
  taskRouter: TaskRouterStandIn;
  /** `http://127.0.0.1:PORT`, where agents open the console. */
  console: string;
  /** Where they sign in, and the tokens of those who have. */
  signIn: LocalSignIn;
  close(): Promise<void>;
};

/** The account that the TaskRouter stand-in belongs to. */
const twilio = { accountSid: `AC${'5ea'.repeat(10)}00`, authToken: 'the auth token of a laptop' };

/** The whole of Seaway on this machine: the stack that would be deployed, and a stand-in for everybody it speaks with. */
export async function startSeaway({
  template,
  data,
  port,
  console,
  rewire,
  smtp = 0,
  slow = {},
  pages = [],
  log,
  output,
}: SeawayOptions): Promise<Seaway> {
  const parts: { close(): Promise<void> }[] = [];
  const started = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    parts.push(part);
    return part;
  };
  const close = async () => {
    for (const part of parts.splice(0).reverse()) await part.close();
  };
  try {
    const gatewayPort = port ?? (await freePort());
    const sitePort = console ?? (await freePort());
    const page = `http://127.0.0.1:${sitePort}`;
    const signIn = started(await startSignIn({ page: `${page}/`, file: data && join(data, 'sign-in.json'), log }));
    const bot = started(await startBot(deployment));
    const telephones: Record<string, Phone> = {};
    const taskRouter = started(
      await startTaskRouter({
        ...twilio,
        connect(wish, told) {
          const phone = Object.values(telephones).find(({ number }) => number === wish.from);
          if (phone) phone.connect(wish, told);
          else told.failed();
        },
        ...(data && { file: join(data, 'taskrouter.json') }),
      }),
    );
    const phones: Record<string, Provider> = {};
    let post: EmailStandIn | undefined;
    for (const { channel, account } of deployment.accounts) {
      const webhook = `http://127.0.0.1:${gatewayPort}/webhooks/${channel}/${account}`;
      const options = { webhook, delay: slow[channel] ?? 0, pages };
      if (channel !== 'email') phones[channel] = started(await providers[channel](options));
      else {
        post = started(await startEmail({ ...options, smtp, take: (raw, receipt) => takeMail(cloud, raw, receipt) }));
        phones.email = post;
      }
    }
    for (const { account, number } of deployment.voice) {
      const webhook = `http://127.0.0.1:${gatewayPort}/voice/${account}`;
      const elsewhere = phones.sms?.origins['https://api.twilio.com'];
      const options = { webhook, number, secret: twilio, taskRouter: taskRouter.origin };
      telephones[account] = started(await startPhone({ ...options, ...(elsewhere && { elsewhere }) }));
    }
    // The telephone stands before the SMS stand-in, as both are api.twilio.com.
    const origins = [bot, ...Object.values(phones), ...Object.values(telephones)].map((part) => part.origins);
    const secrets = deployment.accounts.map(({ channel, account }) => [
      `${deployment.name}/${channel}/${account}`,
      phones[channel]?.secret,
    ]);
    const botSecrets = Object.entries(bot.secrets).map(([name, secret]) => [`${deployment.name}/bots/${name}`, secret]);
    const cloud: Cloud = started(
      await startCloud({
        template,
        port: gatewayPort,
        origins: Object.assign(
          {
            'https://taskrouter.twilio.com': taskRouter.origin,
            'https://flex-api.twilio.com': taskRouter.origin,
            // Those of Flex; the channel of that name goes to /v1/Services.
            'https://conversations.twilio.com/v1/Conversation': taskRouter.origin,
            [`https://${siteHost}`]: page,
          },
          ...origins,
        ),
        signIn,
        secrets: { ...Object.fromEntries([...secrets, ...botSecrets]), [`${deployment.name}/twilio`]: twilio },
        rewire,
        log,
        ...(data && { data }),
        ...(output && { output }),
      }),
    );
    const { issuer, clientId } = signIn;
    const site = { template, port: sitePort, gateway: cloud.origin, config: { issuer, clientId }, log };
    const { origin } = started(await startSite(site));
    return { cloud, phones, post, telephones, taskRouter, console: origin, signIn, close };
  } catch (thrown) {
    await close();
    throw thrown;
  }
}
