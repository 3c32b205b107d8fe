import * as z from 'zod';
import { type Places, resolve } from './resolve.ts';
import { type Resource, resourcesOf, type Template } from './template.ts';

/** `handler` is the ARN of a function; `answers` says that what it gives back goes to whoever sent the frame. */
type SocketRoute = { handler: string; answers: boolean };
export type SocketRoutes = { stage: string; connect: SocketRoute; disconnect: SocketRoute; frame: SocketRoute };

const ofApi = z.object({ ApiId: z.object({ Ref: z.string() }) });
const routeSchema = ofApi.extend({
  RouteKey: z.enum(['$connect', '$disconnect', '$default']),
  Target: z.unknown(),
  RouteResponseSelectionExpression: z.literal('$default').optional(),
});

/** Whether a route, a stage or an integration belongs to a WebSocket API of the template. */
export function isOfSockets({ resources }: Template, { Properties }: Resource): boolean {
  const api = resources.get(ofApi.safeParse(Properties).data?.ApiId.Ref ?? '');
  return api?.Properties.ProtocolType === protocol;
}

const protocol = 'WEBSOCKET';

/** Whether the template has a WebSocket API. */
export const hasSockets = (template: Template): boolean =>
  resourcesOf(template, 'AWS::ApiGatewayV2::Api').some(({ Properties }) => Properties.ProtocolType === protocol);

/** The routes of the template's WebSocket API. Throws on what is not emulated here. */
export function socketRoutesOf(template: Template, places: Places): SocketRoutes {
  const [stage] = resourcesOf(template, 'AWS::ApiGatewayV2::Stage').filter((one) => isOfSockets(template, one));
  const routes = new Map(
    resourcesOf(template, 'AWS::ApiGatewayV2::Route')
      .filter((route) => isOfSockets(template, route))
      .map((route) => routeOf(template, route, places)),
  );
  const named = (key: string): SocketRoute => {
    const route = routes.get(key);
    if (!route) throw new Error(`the WebSocket API of the template has no route ${key}`);
    return route;
  };
  const { StageName } = z.object({ StageName: z.string() }).parse(stage?.Properties);
  return { stage: StageName, connect: named('$connect'), disconnect: named('$disconnect'), frame: named('$default') };
}

function routeOf({ resources }: Template, { id, Properties }: Resource, places: Places): [string, SocketRoute] {
  const { RouteKey, Target, RouteResponseSelectionExpression } = routeSchema.parse(Properties);
  const target = String(resolve(Target, places, `Resources.${id}.Properties.Target`));
  const integration = resources.get(target.replace('integrations/', ''));
  const path = `Resources.${integration?.id}.Properties.IntegrationUri`;
  const uri = String(resolve(integration?.Properties.IntegrationUri, places, path));
  const handler = /\/functions\/(.+)\/invocations$/.exec(uri)?.[1];
  if (handler === undefined)
    throw new Error(`${path}: the local cloud serves WebSockets by functions only, not ${uri}`);
  return [RouteKey, { handler, answers: RouteResponseSelectionExpression !== undefined }];
}
