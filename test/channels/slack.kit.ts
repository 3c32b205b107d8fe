import { createHmac } from 'node:crypto';
import { answer, type ChannelKit } from './kit.ts';

const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5';
const secret = { signingSecret, botUserToken: 'xoxb-17653672481-19874698323' };

export const slackKit: ChannelKit = {
  secret,
  wrongSecret: { ...secret, signingSecret: 'another-secret' },
  needs: ['signingSecret', 'botUserToken'],
  sign: (request) => {
    const time = String(Math.floor(Date.now() / 1000));
    const hash = createHmac('sha256', signingSecret).update(`v0:${time}:`).update(request.body).digest('hex');
    return {
      ...request,
      headers: { ...request.headers, 'x-slack-request-timestamp': time, 'x-slack-signature': `v0=${hash}` },
    };
  },
  // The time is signed too; slack.test.ts changes it, as digits in upper case are the same digits.
  signs: ['body', 'header x-slack-signature'],
  signed: ({ body, headers }) =>
    `${headers['x-slack-signature']} ${headers['x-slack-request-timestamp']} ${body.toString('hex')}`,
  // Slack's published answer is years old, so that only slack.test.ts can accept it, at its own time.
  vectors: [],
  native: {
    text: '/chat.postMessage ',
    media: '/files.completeUploadExternal ',
    choices: encodeURIComponent('"type":"button","action_id":"choice-0"'),
    reaction: '/reactions.add channel=7527593&timestamp=133&name=%2B1',
  },
  texts: ({ body }) => {
    const form = new URLSearchParams(String(body));
    return [form.get('text'), form.get('initial_comment')].flatMap((said) =>
      said === null ? [] : said.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
    );
  },
  before: {
    'https://example.com/': answer(200, 'png'),
    'https://slack.com/api/files.getUploadURLExternal': answer(200, {
      ok: true,
      upload_url: 'https://files.slack.com/upload/v1/CwABAAAAXAoAAQ',
      file_id: 'F123ABC456',
    }),
    'https://files.slack.com/upload/': answer(200, 'OK - 3'),
  },
  answers: {
    ok: answer(200, { ok: true, channel: 'D0ACX51K95H', ts: '1503435956.000247', message: { type: 'message' } }),
    providerId: 'D0ACX51K95H:1503435956.000247',
    refused: answer(200, { ok: false, error: 'channel_not_found' }),
    reason: 'channel_not_found',
  },
};
