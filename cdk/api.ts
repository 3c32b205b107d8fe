import { RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { HttpApi, HttpMethod, type HttpRoute, HttpStage, LogGroupLogDestination } from 'aws-cdk-lib/aws-apigatewayv2';
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

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.http = new HttpApi(this, 'Http', { createDefaultStage: false });
    this.origin = this.http.apiEndpoint;
    const logs = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new HttpStage(this, 'Stage', {
      httpApi: this.http,
      autoDeploy: true,
      // Per second; far above what one contact centre sees, far below what would eat the account's Lambda concurrency.
      throttle: { rateLimit: 1_000, burstLimit: 2_000 },
      accessLogSettings: { destination: new LogGroupLogDestination(logs), format: accessLine },
    });
  }

  /** Open to everybody: the function itself checks the caller's signature. */
  open(path: string, methods: HttpMethod[], handler: IFunction): void {
    for (const route of this.route(path, methods, handler)) {
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'Providers cannot sign with AWS credentials; the function checks their own signature on the raw bytes.',
      });
    }
  }

  /** Only for callers who sign with AWS credentials that may invoke it. */
  signed(path: string, handler: IFunction): void {
    this.route(path, [HttpMethod.ANY], handler, new HttpIamAuthorizer());
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
