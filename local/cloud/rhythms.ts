import * as z from 'zod';
import type { Functions } from './functions.ts';
import { type Places, resolve } from './resolve.ts';
import { resourcesOf, type Template } from './template.ts';

const ruleSchema = z.object({
  ScheduleExpression: z.string().transform((text, context) => {
    const [, count, unit] = /^rate\((\d+) (minute|hour)s?\)$/.exec(text) ?? [];
    if (count && unit) return Number(count) * (unit === 'hour' ? 3_600_000 : 60_000);
    context.addIssue({ code: 'custom', message: `${text} is none of the rates that are known here` });
    return z.NEVER;
  }),
  Targets: z.array(z.object({ Arn: z.unknown() })),
});

/** Invokes the functions of the template's EventBridge rules at their rates, until it is closed. A time that fails is told. */
export function keepRhythms(
  template: Template,
  places: Places,
  { functions, log }: { functions: Functions; log: (line: string) => void },
) {
  const timers = resourcesOf(template, 'AWS::Events::Rule').flatMap(({ id, Properties }) => {
    const { ScheduleExpression: every, Targets } = ruleSchema.parse(Properties);
    return Targets.map(({ Arn }) => {
      const handler = String(resolve(Arn, places, `Resources.${id}.Properties.Targets`));
      return setInterval(() => {
        functions
          .get(handler)
          .invoke({})
          .catch((thrown: unknown) => log(`${id}: ${String(thrown)}`));
      }, every);
    });
  });
  return {
    async close(): Promise<void> {
      for (const timer of timers) clearInterval(timer);
    },
  };
}
