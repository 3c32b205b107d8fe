import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { picture } from '../../../local/providers/picture.ts';
import { startSlack } from '../../../local/providers/slack/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const direct = 'D0ACX51K95H';
const thread = 'C024BE91L0:1771442490.000200';
const text = (said: string) => ({ type: 'text', text: said }) as const;

let slack: Business;
beforeAll(async () => {
  slack = await openBusiness('slack', startSlack);
});
afterAll(() => slack.close());
beforeEach(() => {
  slack.events.length = 0;
  slack.provider.refusals.length = 0;
});

const last = (sender: string) => slack.provider.shown(sender).at(-1);

async function ask(method: string, form: Record<string, string>, token: unknown = slack.provider.secret.botUserToken) {
  const { body, headers } = await slack.http({
    method: 'POST',
    url: `https://slack.com/api/${method}`,
    headers: { authorization: `Bearer ${token}` },
    body: new URLSearchParams(form).toString(),
  });
  return { answer: JSON.parse(body.toString()), headers };
}

describe('what people do', () => {
  test('a thread of a channel begins with a mention, and goes on in it', async () => {
    await slack.provider.say(thread, text('<help> me'));
    await slack.provider.say(thread, text('please'));
    expect(slack.events).toMatchObject([
      { id: thread, thread: { sender: thread }, content: text('<help> me') },
      { thread: { sender: thread }, content: text('please') },
    ]);
    await slack.send(thread, text('Coming & going'));
    expect(last(thread)).toMatchObject({ from: 'business', text: 'Coming & going' });
  });

  test('a message is edited, reacted to and deleted', async () => {
    await slack.provider.say(direct, text('helo'));
    const id = last(direct)?.id ?? '';
    await slack.provider.say(direct, { type: 'edit', message: id, text: 'hello' });
    expect(last(direct)).toMatchObject({ text: 'hello', edited: true });
    await slack.provider.say(direct, { type: 'unsend', message: id });
    expect(last(direct)).toMatchObject({ deleted: true });
    expect(slack.events.slice(1)).toMatchObject([
      { type: 'edited', messageId: id, content: text('hello') },
      { type: 'deleted', messageId: id },
    ]);
  });

  test('a reaction to our message is put there and taken back', async () => {
    const { providerId: message = '' } = await slack.send(direct, text('Done.'));
    for (const emoji of ['🎉', '']) await slack.provider.say(direct, { type: 'react', message, emoji });
    expect(slack.events).toMatchObject(
      ['🎉', ''].map((emoji) => ({ content: { type: 'reaction', messageId: message, emoji } })),
    );
  });

  test('a press comes from the person by name', async () => {
    await slack.send(direct, { type: 'choices', text: 'Sure?', options: [{ id: 'yes', text: 'Yes' }] });
    await slack.provider.say(direct, { type: 'choice', option: 'yes' }, { name: 'ada' });
    expect(slack.events).toMatchObject([{ type: 'choice', optionId: 'yes', text: 'Yes', profile: { name: 'ada' } }]);
  });

  test('a file is there for who has the token', async () => {
    await slack.provider.say(direct, { type: 'file', name: 'a b.png', mediaType: 'image/png', data: picture() });
    const [heard] = slack.events;
    const url = heard?.type === 'message' && heard.content.type === 'media' ? heard.content.url : '';
    const { fetch } = loadedChannel('slack').connect(slack.provider.secret);
    expect(await fetch(url, slack.http)).toMatchObject({ body: picture(), mediaType: 'image/png' });
    const stranger = loadedChannel('slack').connect({ ...slack.provider.secret, botUserToken: 'xoxb-stranger' });
    await expect(stranger.fetch(url, slack.http)).rejects.toThrow('sign-in page');
  });

  test.each(['typing', 'read', 'leave', 'sticker'] as const)('nobody can do this: %s', async (type) => {
    await expect(slack.provider.say(direct, { type })).rejects.toThrow('nobody can do this in Slack');
  });
});

describe('what we send', () => {
  test('a message repeated under its id is shown once', async () => {
    const id = crypto.randomUUID();
    const first = await slack.send(direct, text('once'), { id });
    expect(await slack.send(direct, text('once'), { id })).toEqual(first);
    expect(slack.provider.shown(direct).filter((shown) => shown.text === 'once')).toHaveLength(1);
  });

  test('a file is shown with its caption', async () => {
    await slack.send(direct, {
      type: 'media',
      url: 'https://example.com/cat.png',
      mediaType: 'image/png',
      caption: 'A <cat>',
    });
    expect(last(direct)).toMatchObject({ text: 'A <cat>', media: { mediaType: 'image/png', name: 'cat.png' } });
    const { body } = await slack.http({ method: 'GET', url: last(direct)?.media?.url ?? '' });
    expect(body).toEqual(picture());
  });

  test('a reaction of ours is put there, once, and taken back', async () => {
    await slack.provider.say(direct, text('thanks'));
    const messageId = last(direct)?.id ?? '';
    for (const emoji of ['👍', '👍']) await slack.send(direct, { type: 'reaction', messageId, emoji });
    expect(last(direct)?.reaction).toBe('👍');
    await slack.send(direct, { type: 'reaction', messageId, emoji: '' });
    expect(last(direct)?.reaction).toBe('');
  });

  test('the app is known by its token', async () => {
    const { answer, headers } = await ask('auth.test', {});
    expect(answer).toMatchObject({ ok: true, team: 'Local' });
    expect(headers['x-oauth-scopes']).toContain('chat:write');
    expect((await ask('auth.test', {}, 'xoxb-other')).answer).toEqual({ ok: false, error: 'invalid_auth' });
  });

  const post = { channel: direct, text: 'a', mrkdwn: 'false', client_msg_id: '0f8fad5b-d9cb-469f-a165-70867728950e' };
  const button = { type: 'button', action_id: 'a', text: { type: 'plain_text', text: 'A' }, value: 'a' };
  const buttons = (...elements: unknown[]) => ({ ...post, blocks: JSON.stringify([{ type: 'actions', elements }]) });

  test.each([
    ['a channel that is none', 'chat.postMessage', { ...post, channel: 'general' }, 'channel_not_found'],
    ['a blank text', 'chat.postMessage', { ...post, text: ' \n' }, 'no_text'],
    ['a text too long', 'chat.postMessage', { ...post, text: 'a'.repeat(40_001) }, 'msg_too_long'],
    ['an id that is none', 'chat.postMessage', { ...post, client_msg_id: '1' }, 'invalid_arguments'],
    ['blocks that are none', 'chat.postMessage', { ...post, blocks: '{' }, 'invalid_blocks'],
    [
      'a label too long',
      'chat.postMessage',
      buttons({ ...button, text: { type: 'plain_text', text: 'a'.repeat(76) } }),
      'invalid_blocks',
    ],
    ['a value too long', 'chat.postMessage', buttons({ ...button, value: 'a'.repeat(2001) }), 'invalid_blocks'],
    [
      '26 buttons',
      'chat.postMessage',
      buttons(...Array.from({ length: 26 }, (_, index) => ({ ...button, action_id: `${index}` }))),
      'invalid_blocks',
    ],
    ['two buttons of one name', 'chat.postMessage', buttons(button, button), 'invalid_blocks'],
    [
      'a reaction to nothing',
      'reactions.add',
      { channel: direct, timestamp: '1.000001', name: '+1' },
      'message_not_found',
    ],
    [
      'a file that was not uploaded',
      'files.completeUploadExternal',
      { files: '[{"id":"F1","title":"a"}]', channel_id: direct },
      'file_not_found',
    ],
    ['a file of no bytes', 'files.getUploadURLExternal', { filename: 'a', length: '0' }, 'invalid_arguments'],
    ['a method that is none', 'chat.shout', {}, 'unknown_method'],
  ])('refuses %s', async (_, method, form, error) => {
    expect((await ask(method, form)).answer).toMatchObject({ ok: false, error });
    expect(slack.provider.refusals).toHaveLength(1);
  });

  test('an upload has to be as it was announced', async () => {
    const { answer } = await ask('files.getUploadURLExternal', { filename: 'a', length: '3' });
    expect((await slack.http({ method: 'POST', url: answer.upload_url, body: 'four' })).status).toBe(400);
    expect((await slack.http({ method: 'POST', url: answer.upload_url, body: 'tre' })).status).toBe(200);
  });
});
