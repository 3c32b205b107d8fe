import { afterAll, beforeAll, expect, test } from 'vitest';
import { folderOf } from '../../lib/media/key.ts';
import { threadOf } from '../../lib/thread.ts';
import { startTable } from '../conversation/harness.ts';
import { openCentre, workOf } from './centre.ts';

let local: Awaited<ReturnType<typeof startTable>>;
beforeAll(async () => { local = await startTable(); });
afterAll(() => local.close());

const deep = (n: number) => JSON.parse('['.repeat(n) + ']'.repeat(n));
const deepo = (n: number) => JSON.parse('{"a":'.repeat(n) + '1' + '}'.repeat(n));

test('garbage', async () => {
  const centre = await openCentre(local.table);
  const thread = await centre.served(centre.ana);
  const base = { id: 'x1', task: thread, thread };
  const lone = '\ud800';
  const tries: [string, string, object][] = [
    ['POST', 'messages', { body: { ...base, text: 'x'.repeat(500_000) } }],
    ['POST', 'messages', { body: { ...base, id: 'b', text: 'x'.repeat(1_200_000) } }],
    ['POST', 'messages', { body: { ...base, id: lone, text: 'lone id' } }],
    ['POST', 'messages', { body: { ...base, id: 'l2', text: lone } }],
    ['POST', 'messages', { body: { ...base, id: 'l3', text: '\uffff' } }],
    ['POST', 'messages', { body: { ...base, id: 'c', content: { type: 'location', latitude: 1e300, longitude: 2 } } }],
    ['POST', 'messages', { body: { ...base, id: 'c2', content: { type: 'location', latitude: 95, longitude: 1e-200 } } }],
    ['POST', 'messages', { body: { ...base, id: 'd', content: { type: 'choices', text: 'a', options: Array.from({length: 20000}, (_, i) => ({id: String(i), text: 'x'.repeat(30)})) } } }],
    ['POST', 'messages', { body: { ...base, id: 'd2', content: { type: 'choices', text: '', options: [] } } }],
    ['POST', 'messages', { body: { ...base, id: 'e', content: { type: 'template', id: '', variables: JSON.parse('{"__proto__":"x"}') } } }],
    ['POST', 'messages', { body: { ...base, id: 'f', content: deepo(100_000) } }],
    ['POST', 'messages', { body: { ...base, id: 'f1', content: { type: 'media', url: 'https://', mediaType: '' } } }],
    ['POST', 'messages', { body: { ...base, id: 'f2', content: { type: 'media', url: 'https://169.254.170.2/v2/credentials', mediaType: 'image/png' } } }],
    ['POST', 'messages', { body: { ...base, id: 'f3', content: { type: 'media', url: 'media:media/../x', mediaType: 'image/png' } } }],
    ['POST', 'messages', { body: { ...base, id: 'f4', file: { url: `media:${folderOf(threadOf('sms:main:%2B491'))}0000001.jpg`, mediaType: 'image/png' } } }],
    ['POST', 'messages', { body: { ...base, id: 'f5', file: { url: 'media:media/sent/0d4c9f1e-6b1a-4f0e-9c55-2f1f0a7b8c01.png', mediaType: 'image/png', name: lone } } }],
    ['POST', 'messages', { body: { ...base, thread: `line:main:${'x'.repeat(5000)}`, id: 'g', text: 'a' } }],
    ['POST', 'messages', { body: { ...base, task: `line:main:${'x'.repeat(5000)}`, id: 'g', text: 'a' } }],
    ['GET', 'conversation', { query: { thread: `line:main:${'x'.repeat(5000)}` } }],
    ['GET', 'conversation', { query: { thread, before: Buffer.from('{"__proto__":1}').toString('base64url') } }],
    ['GET', 'conversation', { query: { thread, before: Buffer.from(`{"${thread}":9007199254740991}`).toString('base64url') } }],
    ['GET', 'conversation', { query: { thread, before: Buffer.from('['.repeat(3000)).toString('base64url') } }],
    ['GET', 'search', { query: { q: lone } }],
    ['GET', 'search', { query: { q: `a:b:${'%41'}` } }],
    ['GET', 'search', { query: { q: `a:b:${'c'.repeat(190)}` } }],
    ['GET', 'search', { query: { q: `${lone}@x` } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { a: deep(40) } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { a: deep(100_000) } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { a: 1e200 } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { a: 1e-200 } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { a: lone } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { [lone]: 'x' } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { b: { [lone]: 'x' } } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: JSON.parse('{"__proto__": "x"}') } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { constructor: 'x', toString: 'y' } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { b: { '': 1 } } } }],
    ['PUT', 'customer', { query: { thread }, body: { attributes: { c: [] , d: {}, e: '' } } }],
    ['POST', 'signals', { body: { id: lone, thread, signal: 'typing' } }],
    ['POST', 'signals', { body: { id: 's', thread, signal: 'read', messageId: 'x'.repeat(2_000_000) } }],
    ['POST', 'signals', { body: { id: 's', thread, signal: 'read', messageId: '../../x' } }],
    ['POST', 'uploads', { body: { name: 'x', mediaType: 'IMAGE/SVG+xml', size: 1 } }],
    ['POST', 'uploads', { body: { name: 'x', mediaType: 'image/svg+xml; charset=utf-8', size: 1 } }],
    ['POST', 'uploads', { body: { name: 'x', mediaType: 'image/png\r\nx: y', size: 1 } }],
    ['POST', 'uploads', { body: { name: 'x', mediaType: `image/${lone}`, size: 1 } }],
    ['POST', 'proofs', { body: { id: 'p', thread, proof: `account:${'x'.repeat(5000)}` } }],
    ['POST', 'proofs', { body: { id: 'p2', thread, proof: `email:${lone}` } }],
    ['POST', 'presence', { body: { activity: 'x'.repeat(1_000_000) } }],
    ['POST', 'reservations/..', { body: { answer: 'accepted', taskSid: '..' } }],
    ['POST', 'reservations/WR%2f..', { body: { answer: 'accepted', taskSid: 'a/b' } }],
    ['POST', 'reservations/WR?x', { body: { answer: 'rejected', taskSid: 'a' } }],
    ['POST', 'reservations/', { body: { answer: 'accepted', taskSid: '' } }],
    ['POST', 'deeds', { body: { id: lone, thread, deed: { type: 'note', text: 'x' } } }],
    ['POST', 'deeds', { body: { id: 'd', thread, deed: { type: 'note', text: lone } } }],
    ['POST', 'deeds', { body: { id: 'd0', thread, deed: deepo(100_000) } }],
    ['POST', 'deeds', { body: { id: 'd2', thread, deed: { type: 'transfer', kind: 'cold', to: { worker: { sid: '../x', name: 'x'.repeat(500_000) } } } } }],
    ['POST', 'deeds', { body: { id: 'd3', thread, deed: { type: 'transfer', kind: 'cold', to: { queue: 'nope' } } } }],
  ];
  const out: string[] = [];
  for (const [method, path, given] of tries) {
    let shown = 'deep'; try { shown = JSON.stringify(given).slice(0, 200); } catch {}
    const what = `${method} ${path} ${shown}`;
    centre.inbox.length = 0;
    let line = '';
    try {
      const { status, body } = await centre.ana(method, path, given);
      line = `${status} ${JSON.stringify(body).slice(0, 160)}`;
    } catch (error) { line = `500!! ${error instanceof Error ? `${error.name}: ${error.message}`.slice(0, 300) : error}`; }
    try { 
      await centre.settle(); } catch (error) { line += ` | CONVERSE!! ${error instanceof Error ? `${error.name}: ${error.message.slice(0,200)}` : error}`; centre.inbox.length = 0; }
    out.push(`${what}\n   => ${line}`);
  }
  const c = await centre.boss('GET', 'conversation', { query: { thread } }).catch((e) => ({ status: 500, body: String(e) }));
  out.push(`conversation after: ${c.status} ${JSON.stringify(c.body).slice(0, 200)}`);
  const cu = await centre.boss('GET', 'customer', { query: { thread } }).catch((e) => ({ status: 500, body: String(e) }));
  out.push(`customer after: ${cu.status} ${JSON.stringify(cu.body).slice(0, 900)}`);
  (await import('node:fs')).writeFileSync('/tmp/probe/out.txt', out.join('\n'));
}, 120_000);
