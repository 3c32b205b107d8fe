/** A fault that may pass: the queue hands the message over again, `after` seconds from now if the other side said so. */
export class Transient extends Error {
  override name = 'Transient';
  readonly after: number | undefined;

  constructor(sentence: string, { after, cause }: { after?: number; cause?: unknown } = {}) {
    super(sentence, { cause });
    this.after = after;
  }
}

/** A fault that trying again will not mend: the message goes to a dead-letter queue, or is marked failed, with this sentence. */
export class Permanent extends Error {
  override name = 'Permanent';
  /** What can be done instead, in a sentence, where something can. */
  readonly remedy: string | undefined;

  constructor(sentence: string, { cause, remedy }: { cause?: unknown; remedy?: string | undefined } = {}) {
    super(sentence, { cause });
    this.remedy = remedy;
  }
}

/** The sentence of anything thrown, for a log line, a reason or a dead letter. */
export const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
