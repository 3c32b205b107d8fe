import * as z from 'zod';
import { type Places, resolve } from './resolve.ts';
import { isOfSockets } from './socket-routes.ts';
import { resourcesOf, type Template } from './template.ts';

/** `key` is `POST /webhooks/{channel}/{account}`; `signed` ones want AWS credentials; `handler` is the ARN of a function. */
export type Route = { key: string; signed: boolean; handler: string };
export type Match = { route: Route; parameters: Record<string, string> };

const routeSchema = z.object({
  RouteKey: z.string(),
  AuthorizationType: z.enum(['NONE', 'AWS_IAM']),
  Target: z.unknown(),
});
const integrationSchema = z.object({ IntegrationUri: z.unknown(), PayloadFormatVersion: z.literal('2.0') });

/** The routes of the template's HTTP API. */
export function routesOf(template: Template, places: Places): Route[] {
  const routes = resourcesOf(template, 'AWS::ApiGatewayV2::Route').filter((route) => !isOfSockets(template, route));
  return routes.map(({ id, Properties }) => {
    const { RouteKey, AuthorizationType, Target } = routeSchema.parse(Properties);
    const target = String(resolve(Target, places, `Resources.${id}.Properties.Target`));
    const integration = template.resources.get(target.replace('integrations/', ''));
    const { IntegrationUri } = integrationSchema.parse(integration?.Properties);
    const handler = String(resolve(IntegrationUri, places, `Resources.${integration?.id}.Properties.IntegrationUri`));
    return { key: RouteKey, signed: AuthorizationType === 'AWS_IAM', handler };
  });
}

/** The route that answers a request and the variables of its (decoded) path: the most specific one, as API Gateway picks it. */
export function match(routes: Route[], method: string, path: string): Match | undefined {
  const found = routes.flatMap((route) => {
    const [verb = '', pattern = ''] = route.key.split(' ');
    const parameters = verb === method || verb === 'ANY' ? parametersOf(pattern, path) : undefined;
    return parameters ? [{ route, parameters, vagueness: vaguenessOf(verb, pattern) }] : [];
  });
  return found.sort((one, other) => one.vagueness - other.vagueness)[0];
}

function parametersOf(pattern: string, path: string): Record<string, string> | undefined {
  const names: string[] = [];
  const source = pattern.replace(/\{(\w+)(\+?)\}|[.*+?^${}()|[\]\\]/g, (text, name: string | undefined, greedy) => {
    if (name === undefined) return `\\${text}`;
    names.push(name);
    return greedy ? '(.+)' : '([^/]+)';
  });
  const values = new RegExp(`^${source}$`).exec(path)?.slice(1);
  return values && Object.fromEntries(names.map((name, index) => [name, values[index] ?? '']));
}

/** A greedy variable is vaguer than any number of plain ones, those are vaguer than none, and ANY is vaguer than a method. */
const vaguenessOf = (verb: string, pattern: string): number =>
  (pattern.includes('+}') ? 100 : 0) + 2 * (pattern.split('{').length - 1) + (verb === 'ANY' ? 1 : 0);
