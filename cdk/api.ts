import { Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import {
  CfnStage,
  HttpApi,
  HttpMethod,
  type HttpRoute,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';

/** The one address that providers, TaskRouter and the console call. */
export class Api extends Construct {
  readonly http: HttpApi;
  /** `https://...` without a slash at the end. */
  readonly origin: string;
  private readonly stage: HttpStage;
  private readonly limits: Record<string, { ThrottlingRateLimit: number; ThrottlingBurstLimit: number }> = {};

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { createDefaultStage: false });
    this.origin = this.http.apiEndpoint;
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.stage = new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      // Per second; far above what one contact centre sees, far below what would eat the account's Lambda concurrency.
      throttle: { rateLimit: 1_000, burstLimit: 2_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLine },
    });
    const { defaultChild } = this.stage.node;
    if (defaultChild instanceof CfnStage) defaultChild.routeSettings = Lazy.any({ produce: () => this.limits });
  }

  /**
   * Open to everybody: the function itself checks the caller's signature or token. `perSecond` limits what everybody together may ask
   * further than the whole API does.
   */
  open(path: string, methods: HttpMethod[], handler: IFunction, perSecond?: number): void {
    for (const [index, route] of this.route(path, methods, handler).entries()) {
      if (perSecond !== undefined) this.limit(`${methods[index]} ${path}`, route, perSecond);
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason:
          'Callers have no AWS credentials; the function itself checks their signature, on the raw bytes, or their token.',
      });
    }
  }

  /** Only for callers who sign with AWS credentials that may invoke it. */
  signed(path: string, handler: IFunction): void {
    this.route(path, [HttpMethod.ANY], handler, new HttpIamAuthorizer());
  }

  private limit(key: string, route: HttpRoute, perSecond: number): void {
    this.limits[key] = { ThrottlingRateLimit: perSecond, ThrottlingBurstLimit: 2 * perSecond };
    // A stage refuses settings for a route that is not there yet.
    this.stage.node.addDependency(route);
  }

  private route(path: string, methods: HttpMethod[], handler: IFunction, authorizer?: HttpIamAuthorizer): HttpRoute[] {
    const integration = new HttpLambdaIntegration(`${handler.node.id}Integration`, handler);
    return this.http.addRoutes({ path, methods, integration, ...(authorizer && { authorizer }) });
  }
}

/** No path and no query: they may hold what a provider chose to put there. */
const accessLine = AccessLogFormat.custom(
  JSON.stringify({
    requestId: '$context.requestId',
    at: '$context.requestTimeEpoch',
    route: '$context.routeKey',
    status: '$context.status',
    milliseconds: '$context.responseLatency',
    bytes: '$context.responseLength',
    error: '$context.integrationErrorMessage',
  }),
);
