/** What is not done for an agent: the status of the answer, and a sentence that says why and what can be done instead. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly status: 400 | 403 | 404 | 409;

  constructor(status: Refusal['status'], sentence: string) {
    super(sentence);
    this.status = status;
  }
}
