import {
  type Context,
  ForTag,
  type Liquid,
  type Parser,
  type TagToken,
  type Template,
  type TopLevelToken,
} from 'liquidjs';

/** Studio cuts a loop after 15 iterations. https://www.twilio.com/docs/studio/user-guide/limits */
const iterations = 15;
/** Loops inside loops multiply: five deep is 759,375. Past this many in one template it is given up. */
const iterationsInAll = 10_000;

/** Liquid's `for`, cut as Studio cuts it. */
export class CutFor extends ForTag {
  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid, parser);
    // A first step of the body sees every iteration begin, those that `continue` leaves early too.
    this.templates.unshift(guard(token));
  }
}

function guard(token: TagToken): Template {
  return {
    token,
    render(context: Context) {
      const round = Number(context.getSync(['forloop', 'index']));
      const total = context.getRegister<number>('iterations', 0) + 1;
      context.setRegister('iterations', total);
      if (total > iterationsInAll) throw new Error(`loops run more than ${iterationsInAll} times in all`);
      if (round > iterations) context.breakCalled = true;
    },
  };
}
