/** Shorter lines ("Be polite.") may be in any answer. */
const telling = 30;

/** Whether an answer repeats a line of the instructions, whatever its case, spaces and punctuation. */
export function leaks(answer: string, instructions: string[]): boolean {
  const said = plain(answer);
  return instructions.map(plain).some((line) => line.length >= telling && said.includes(line));
}

const plain = (text: string) =>
  text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
