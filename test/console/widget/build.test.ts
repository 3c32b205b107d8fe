import { expect, test } from 'vitest';
import { buildWidget } from '../../../console/build.ts';

const { file, bytes } = buildWidget();

test('the whole widget weighs 25 kB at most when it is gzipped', () => {
  expect(bytes).toBeLessThanOrEqual(25_000);
});

test('a page with a strict policy can run it: nothing is evaluated, and no style stands in markup', () => {
  expect(file).not.toMatch(/\beval\(|new Function|innerHTML|insertAdjacentHTML|document\.write/);
  expect(file).not.toMatch(/setAttribute\("style"|<style/);
});

test('it names no other address than the map that a link opens', () => {
  const addresses = [...file.matchAll(/https?:\/\/[\w.-]+/g)].map(([address]) => address);
  expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org', 'https://www.google.com']));
});
