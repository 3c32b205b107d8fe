/** A refusal as TaskRouter words it: the HTTP status, Twilio's error code and a sentence. */
export class Problem extends Error {
  override name = 'Problem';
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, sentence: string) {
    super(sentence);
    this.status = status;
    this.code = code;
  }
}

/** 400/20001: a parameter, an expression or a change of state that TaskRouter does not take. */
export const invalid = (sentence: string): Problem => new Problem(400, 20001, sentence);

/** 404/20404 for the path of a resource that is unknown or gone. */
export const notFound = (path: string): Problem =>
  new Problem(404, 20404, `The requested resource ${path} was not found`);
