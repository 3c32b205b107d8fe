import { describe, expect, test } from 'vitest';
import { deployment } from '../../config/deployment.ts';
import { type Claim, inspect } from '../../lib/media/inspect.ts';
import { picture } from '../../local/providers/picture.ts';

const rules = deployment.media;
const bytes = (text: string) => Buffer.from(text, 'latin1');
const program = bytes(`MZ${'\0'.repeat(200)}`);
const jpeg = Buffer.from('ffd8ffe000104a46494600010100000100010000ffdb', 'hex');
const pdf = bytes('%PDF-1.4\n%%EOF\n');
const opus = bytes(`OggS\0\x02${'\0'.repeat(20)}\x01\x13OpusHead`);
const wav = bytes('RIFF\x24\0\0\0WAVEfmt ');
const mp4 = bytes('\0\0\0\x18ftypmp42\0\0\0\0mp42isom');
const oldWord = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

test.each<[string, Buffer, Claim, string, string]>([
  ['a picture', picture(), { mediaType: 'image/png' }, 'image/png', 'png'],
  ['a picture called by another name', jpeg, { mediaType: 'image/png' }, 'image/jpeg', 'jpg'],
  ['a picture of which nothing is said', picture(), {}, 'image/png', 'png'],
  ['a file of which nothing is known', pdf, { mediaType: 'application/octet-stream' }, 'application/pdf', 'pdf'],
  ['a voice note', opus, { mediaType: 'audio/ogg; codecs=opus' }, 'audio/ogg', 'opus'],
  ['a recording', wav, { mediaType: 'audio/x-wav' }, 'audio/wav', 'wav'],
  ['sound in the container of films', mp4, { mediaType: 'audio/mp4' }, 'audio/mp4', 'm4a'],
  ['a film', mp4, { mediaType: 'video/mp4' }, 'video/mp4', 'mp4'],
  ['an old document', oldWord, { mediaType: 'application/msword' }, 'application/msword', 'doc'],
  ['an old table known by its name', oldWord, { name: 'Umsatz.XLS' }, 'application/vnd.ms-excel', 'xls'],
  ['a card', bytes('BEGIN:VCARD\r\nVERSION:3.0\r\nEND:VCARD'), { mediaType: 'text/x-vcard' }, 'text/vcard', 'vcf'],
  ['a date', bytes('BEGIN:VCALENDAR\r\nVERSION:2.0'), { mediaType: 'text/calendar' }, 'text/calendar', 'ics'],
  ['a table', bytes('a;b\n1;\xe4'), { mediaType: 'application/vnd.ms-excel', name: 'x.csv' }, 'text/csv', 'csv'],
  ['a text', Buffer.from('Grüße <3'), { mediaType: 'text/plain', name: 'x.txt' }, 'text/plain', 'txt'],
])('%s is let in as what it is', async (_, body, claim, mediaType, extension) => {
  expect(await inspect(body, claim, rules)).toEqual({ mediaType, extension });
});

describe('is kept out:', () => {
  test.each<[string, Buffer, Claim, string]>([
    ['a program called a picture', program, { mediaType: 'image/png' }, 'type application/x-msdownload are not let in'],
    ['a program called nothing', program, { name: 'photo.png' }, 'type application/x-msdownload are not let in'],
    ['a page', bytes(' <!DOCTYPE html><script>'), { mediaType: 'text/plain' }, 'type text/html are not let in'],
    [
      'a drawing with scripts',
      bytes('<svg onload="x">'),
      { mediaType: 'image/svg+xml' },
      'type text/html are not let in',
    ],
    ['another', bytes('<?xml version="1.0"?><svg/>'), { mediaType: 'image/svg+xml' }, 'application/xml are not let in'],
    ['a page after a mark', bytes('\xef\xbb\xbf<html>'), { mediaType: 'text/plain' }, 'type text/html are not let in'],
    ['a document called a picture', pdf, { mediaType: 'image/png' }, 'said to be image/png and is application/pdf'],
    ['a picture called a voice note', picture(), { mediaType: 'audio/ogg' }, 'said to be audio/ogg and is image/png'],
    ['an installer called a document', oldWord, { name: 'x.msi' }, 'type application/x-cfb are not let in'],
    ['bytes of no kind', Buffer.from([1, 2, 3]), { mediaType: 'image/png' }, 'nobody can tell what it is'],
    ['nothing', Buffer.of(), { mediaType: 'image/png' }, 'it is empty'],
    ['too much', Buffer.alloc(rules.largest + 1), { mediaType: 'image/png' }, 'it is larger than 25 MiB'],
  ])('%s', async (_, body, claim, reason) => {
    await expect(inspect(body, claim, rules)).rejects.toThrow(reason);
  });

  test('what the deployment does not want', async () => {
    await expect(inspect(pdf, {}, { ...rules, types: ['image/'] })).rejects.toThrow('application/pdf are not let in');
  });

  test('what carries scripts, even where the deployment wants it', async () => {
    await expect(inspect(bytes('<html>'), {}, { ...rules, types: ['text/'] })).rejects.toThrow('not let in');
  });
});
