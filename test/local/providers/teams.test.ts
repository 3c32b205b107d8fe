import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { picture } from '../../../local/providers/picture.ts';
import { startTeams } from '../../../local/providers/teams/index.ts';
import { loadedChannel } from '../../channels/registered.ts';
import { type Business, openBusiness } from './business.ts';

const personal = 'a:1pL6i0oY3C0K8oAj8-7f5lyKMpfqEQ';
const thread = '19:d441d38c655c47a0@thread.tacv2;messageid=1767377017138';
const text = (said: string) => ({ type: 'text', text: said }) as const;

let teams: Business;
beforeAll(async () => {
  teams = await openBusiness('teams', startTeams);
});
afterAll(() => teams.close());
beforeEach(() => {
  teams.events.length = 0;
  teams.provider.refusals.length = 0;
});

const last = (sender: string) => teams.provider.shown(sender).at(-1);

describe('what people do', () => {
  test.each([thread, '19:9be5a2b3c4d54f1e@thread.v2'])('in %s they address the bot', async (sender) => {
    await teams.provider.say(sender, text('hi'));
    expect(teams.events).toMatchObject([{ thread: { sender }, content: text('hi') }]);
    expect(teams.events[0]).not.toHaveProperty('profile');
    await teams.send(sender, text('Hello.'), { replyWith: teams.events[0]?.replyWith });
    expect(last(sender)).toMatchObject({ from: 'business', text: 'Hello.' });
  });

  test('a message is edited, deleted, and ours is read', async () => {
    await teams.provider.say(personal, text('helo'));
    const id = last(personal)?.id ?? '';
    await teams.provider.say(personal, { type: 'edit', message: id, text: 'hello' });
    await teams.provider.say(personal, { type: 'unsend', message: id });
    expect(last(personal)).toMatchObject({ deleted: true, edited: true });
    const before = Date.now();
    const { providerId = '' } = await teams.send(personal, text('Gone.'));
    expect(Number(providerId.split('/').at(-1))).toBeGreaterThanOrEqual(before);
    await teams.provider.say(personal, { type: 'read' });
    expect(teams.events.slice(1)).toMatchObject([
      { type: 'edited', messageId: id, content: text('hello') },
      { type: 'deleted', messageId: id },
      { type: 'watermark', status: 'read', upTo: Number(providerId.split('/').at(-1)) },
    ]);
  });

  test.each(['👍', '👋', '👨‍💻'])('a reaction %s is put there and taken back', async (emoji) => {
    const { providerId: message = '' } = await teams.send(personal, text('Done.'));
    for (const given of [emoji, '']) await teams.provider.say(personal, { type: 'react', message, emoji: given });
    expect(teams.events).toMatchObject(
      [emoji, ''].map((given) => ({ content: { type: 'reaction', messageId: message, emoji: given } })),
    );
  });

  test('a press tells the option', async () => {
    const options = [{ id: 'yes', text: 'Yes' }];
    await teams.send(personal, { type: 'choices', text: 'Sure?', options });
    expect(last(personal)).toMatchObject({ text: 'Sure?', options });
    await teams.provider.say(personal, { type: 'choice', option: 'yes' });
    expect(teams.events).toMatchObject([{ type: 'choice', optionId: 'yes' }]);
  });

  test('typing is heard', async () => {
    await teams.provider.say(personal, { type: 'typing' });
    expect(teams.events).toMatchObject([{ type: 'typing', thread: { sender: personal } }]);
  });

  test.each([
    ['a.png', 'image/png'],
    ['a.pdf', 'application/pdf'],
  ])('%s can be fetched', async (name, mediaType) => {
    await teams.provider.say(personal, { type: 'file', name, mediaType, data: picture() });
    const [heard] = teams.events;
    const url = heard?.type === 'message' && heard.content.type === 'media' ? heard.content.url : '';
    const { fetch } = loadedChannel('teams').connect(teams.provider.secret);
    expect(await fetch(url, teams.http)).toMatchObject({ body: picture() });
    const { status } = await teams.http({ method: 'GET', url });
    expect(status).toBe(mediaType === 'image/png' ? 401 : 200);
  });

  test('who has left cannot be written to, until they come back', async () => {
    await teams.provider.say(personal, { type: 'leave' });
    expect(teams.events).toMatchObject([{ type: 'left' }]);
    await expect(teams.send(personal, text('but'))).rejects.toThrow('the customer has blocked or removed the bot');
    await teams.provider.say(personal, text('back'));
    await teams.send(personal, text('welcome'));
  });

  test('nobody can send a sticker', async () => {
    await expect(teams.provider.say(personal, { type: 'sticker' })).rejects.toThrow('nobody can do this in Teams');
  });
});

describe('what we send', () => {
  const post = (body: unknown, conversation = personal, token = 'local-teams-access-token') =>
    teams.http({
      method: 'POST',
      url: `https://smba.trafficmanager.net/emea/local/v3/conversations/${encodeURIComponent(conversation)}/activities`,
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify(body),
    });
  const hi = { type: 'message', text: 'hi' };
  const submit = { type: 'Action.Submit', title: 'A', data: { choice: 'a' } };
  const card = (actions: unknown[]) => ({
    ...hi,
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: { type: 'AdaptiveCard', version: '1.4', body: [], actions },
      },
    ],
  });

  test.each([
    ['a wrong token', () => post(hi, personal, 'x'), 401, 'Authorization'],
    ['a conversation that is none', () => post(hi, 'ada'), 404, 'ConversationNotFound'],
    ['a message too large', () => post({ ...hi, text: 'a'.repeat(102_400) }), 413, 'MessageSizeTooBig'],
    ['nothing to say', () => post({ type: 'message', text: ' ' }), 400, 'BadSyntax'],
    ['seven buttons', () => post(card(Array(7).fill(submit))), 400, 'BadSyntax'],
    ['a button without a label', () => post(card([{ ...submit, title: ' ' }])), 400, 'BadSyntax'],
    ['another activity', () => post({ type: 'trace' }), 400, 'BadSyntax'],
  ])('refuses %s', async (_, call, status, code) => {
    const answer = await call();
    expect([answer.status, JSON.parse(answer.body.toString()).error.code]).toEqual([status, code]);
    expect(teams.provider.refusals).toHaveLength(1);
  });

  test('takes the typing signal and shows nothing', async () => {
    const before = teams.provider.shown(personal).length;
    const { signal } = loadedChannel('teams').connect(teams.provider.secret);
    await signal({ type: 'typing', thread: { channel: 'teams', account: 'main', sender: personal } }, teams.http);
    expect(teams.provider.refusals).toEqual([]);
    expect(teams.provider.shown(personal)).toHaveLength(before);
  });

  test('shows a picture where it lies', async () => {
    const url = 'https://example.com/cat.png';
    await teams.send(personal, { type: 'media', url, mediaType: 'image/png', caption: 'A cat' });
    expect(last(personal)).toMatchObject({ text: 'A cat', media: { url, mediaType: 'image/png' } });
  });
});
