import { Stack, Validations } from 'aws-cdk-lib';
import { CfnRoute, CfnStage, WebSocketApi, WebSocketStage } from 'aws-cdk-lib/aws-apigatewayv2';
import { WebSocketLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The WebSockets of pages with our chat. API Gateway keeps them open, two hours each at most; functions only ever see frames. */
export class Realtime extends Construct {
  /** Where pages connect: `wss://...` with its stage. */
  readonly socket: string;
  /** Where functions push: `https://...` with its stage. */
  readonly endpoint: string;
  /** What a policy names for pushes. */
  readonly pushes: string;
  /** How cdk-nag names a statement about pushes. */
  readonly wildcard: string;

  constructor(scope: Construct, id: string, handler: IFunction) {
    super(scope, id);
    // An integration of each route's own: it is what allows API Gateway to invoke the function for that route.
    const route = (name: string) => ({ integration: new WebSocketLambdaIntegration(`${name}Integration`, handler) });
    const api = new WebSocketApi(this, 'Api', {
      connectRouteOptions: route('Connect'),
      disconnectRouteOptions: route('Disconnect'),
      // What the function gives back is the answer to the frame.
      defaultRouteOptions: { ...route('Default'), returnResponse: true },
    });
    const stage = new WebSocketStage(this, 'Stage', {
      webSocketApi: api,
      stageName: 'live',
      autoDeploy: true,
      // Frames per second, of all pages together.
      throttle: { rateLimit: 1_000, burstLimit: 2_000 },
    });
    this.socket = `${api.apiEndpoint}/${stage.stageName}`;
    this.endpoint = stage.callbackUrl;
    const resourceName = `${stage.stageName}/POST/@connections/*`;
    this.pushes = Stack.of(this).formatArn({ service: 'execute-api', resource: api.apiId, resourceName });
    const { Ref } = Stack.of(this).resolve(api.apiId);
    this.wildcard = `AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:execute-api:<AWS::Region>:<AWS::AccountId>:<${Ref}>/${resourceName}]`;
    this.explain();
  }

  private explain(): void {
    for (const part of this.node.findAll()) {
      if (part instanceof CfnRoute) {
        Validations.of(part).acknowledge({
          id: 'AwsSolutions-APIG4',
          reason: 'Visitors have no AWS credentials: the function checks the session token of each connection itself.',
        });
      }
      if (part instanceof CfnStage) {
        Validations.of(part).acknowledge({
          id: 'AwsSolutions-APIG1',
          reason:
            'The function logs what it refuses; access logs of a WebSocket API want a role that is one for the whole AWS account.',
        });
      }
    }
  }
}
