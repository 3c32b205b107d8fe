/** Asks again and again, every 20 ms, until there is an answer; throws after 20 s, or as many as told, with a sentence of what did not happen. */
export async function until<Answer>(
  what: string,
  ask: () => Promise<Answer | undefined> | Answer | undefined,
  seconds = 20,
): Promise<Answer> {
  const end = Date.now() + seconds * 1_000;
  while (Date.now() < end) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`this did not happen within ${seconds} seconds: ${what}`);
}
