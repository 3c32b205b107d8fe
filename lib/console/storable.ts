import { Refusal } from './refusal.ts';

/** Characters and values of one request, at most: more than anybody types, and less than an item of the table holds. */
const most = 50_000;

/** Levels of a body; the table takes 32, some of which are its own. */
const deepest = 16;

/**
 * Lets pass what the table and the queues can keep; throws Refusal with what they cannot, before it is on its way to where nobody
 * could be told. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */
export function expectStorable(asked: unknown): void {
  let room = most;
  const look = (value: unknown, level: number): void => {
    if (level > deepest) throw new Refusal(400, `the body is deeper than ${deepest} levels`);
    room -= typeof value === 'string' ? value.length + 1 : 1;
    if (room < 0) throw new Refusal(400, `the body holds more than ${most} characters and values`);
    if (typeof value === 'string' && !value.isWellFormed())
      throw new Refusal(400, 'a text of the body holds half a character: a surrogate without the other');
    if (typeof value === 'number' && !isOrdinary(value)) throw new Refusal(400, 'a number is too large or too small');
    if (typeof value !== 'object' || value === null) return;
    for (const [name, part] of Object.entries(value)) {
      look(name, level);
      look(part, level + 1);
    }
  };
  look(asked, 0);
}

const isOrdinary = (value: number): boolean =>
  value === 0 || (Math.abs(value) <= Number.MAX_SAFE_INTEGER && Math.abs(value) >= 1e-100);
