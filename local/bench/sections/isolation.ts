import { setTimeout as wait } from 'node:timers/promises';
import { startSeaway } from '../../seaway.ts';
import { nextReply, person, say, within } from '../people.ts';
import { percentile } from '../percentile.ts';
import type { Measurement } from '../report/measurement.ts';
import type { Bench, Section } from '../section.ts';
import { phoneOf } from '../stage.ts';

/** Whether customers on one channel feel that the provider of another is slow. */
export const isolation: Section = { title: 'one slow provider', measure };

/** How long Telegram takes for each answer, ms. */
const slow = 3_000;

async function measure(bench: Bench): Promise<Measurement[]> {
  const people = bench.quick ? 20 : 60;
  const alone = await repliesOnSms(bench, people, 0);
  const beside = await repliesOnSms(bench, people, slow);
  const rows = (name: string, says: string, times: number[], most?: number): Measurement[] =>
    [50, 95].map((percent) => ({
      name: `isolation.${name}.p${percent}_ms`,
      says: `${says}, p${percent}`,
      value: percentile(times, percent),
      unit: 'ms',
      ...(most !== undefined && { budget: { most } }),
    }));
  return [
    ...rows('sms', 'reply on SMS while Telegram is quick', alone),
    ...rows('sms_beside_slow_telegram', `reply on SMS while Telegram takes ${slow / 1_000} s`, beside, 1_000),
  ];
}

/** Milliseconds to the reply of each SMS, while as many people write on Telegram. */
async function repliesOnSms({ template, progress }: Bench, people: number, delay: number): Promise<number[]> {
  const seaway = await startSeaway({ template, slow: { telegram: delay }, log: progress });
  const phone = phoneOf(seaway);
  try {
    // Warms the functions up.
    await timeToReply(phone('sms'), person.sms(9_999));
    const replies: Promise<number>[] = [];
    for (let number = 0; number < people; number += 1) {
      await say(phone('telegram'), person.telegram(number), 'Hello');
      replies.push(timeToReply(phone('sms'), person.sms(number)));
      await wait(50);
    }
    return await Promise.all(replies);
  } finally {
    await seaway.close();
  }
}

async function timeToReply(phone: ReturnType<ReturnType<typeof phoneOf>>, sender: string): Promise<number> {
  const reply = nextReply(phone, sender);
  const start = performance.now();
  await say(phone, sender, 'Hello');
  return (await within('the reply', reply)) - start;
}
