import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AssetHashType, DockerImage, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Asset } from 'aws-cdk-lib/aws-s3-assets';
import { BucketDeployment, Source } from 'aws-cdk-lib/aws-s3-deployment';
import { Construct } from 'constructs';
import type { Site } from './site.ts';

export type SiteFilesProps = {
  readonly site: Site;
  /** Gives the files by their paths, when the stack is synthesized. */
  readonly build: () => Record<string, string>;
  /** What the page is told in config.json. */
  readonly config: Record<string, string>;
};

/** Puts the built console and web chat into the bucket at each deployment, and calls back what CloudFront keeps of them. */
export class SiteFiles extends Construct {
  constructor(scope: Construct, id: string, { site, build, config }: SiteFilesProps) {
    super(scope, id);
    const built = new Asset(this, 'Built', {
      path: fileURLToPath(new URL('../console', import.meta.url)),
      assetHashType: AssetHashType.OUTPUT,
      // No image is ever asked for, as what is to be done is done here.
      bundling: { image: DockerImage.fromRegistry('none'), local: { tryBundle: (folder) => write(folder, build()) } },
    });
    const logGroup = new LogGroup(this, 'Logs', {
      retention: RetentionDays.ONE_MONTH,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const role = this.deployer(site, built);
    logGroup.grantWrite(role);
    const deployment = new BucketDeployment(this, 'Deployment', {
      sources: [Source.bucket(built.bucket, built.s3ObjectKey), Source.jsonData('config.json', config)],
      destinationBucket: site.bucket,
      distribution: site.distribution,
      // A page that was opened before goes on loading its own parts.
      prune: false,
      memoryLimit: 512,
      // What CDK would add allows more than is needed, some of it in the whole account.
      role: role.withoutPolicyUpdates(),
      logGroup,
    });
    deployment.node.addDependency(role);
    this.explainHandler();
  }

  /** The function of CDK stands in the stack itself, once for all deployments. */
  private explainHandler(): void {
    const handler = Stack.of(this).node.children.find(({ node }) => node.id.startsWith('Custom::CDKBucketDeployment'));
    if (handler) {
      Validations.of(handler).acknowledge({
        id: 'AwsSolutions-L1',
        reason: "CDK's own function: the version of Python that it runs on is CDK's to choose.",
      });
    }
  }

  private deployer({ bucket, distribution }: Site, built: Asset): Role {
    const statement = (actions: string[], ...resources: string[]) => new PolicyStatement({ actions, resources });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      inlinePolicies: {
        deploy: new PolicyDocument({
          statements: [
            statement(['s3:GetObject'], built.bucket.arnForObjects('*.zip')),
            statement(['s3:ListBucket'], bucket.bucketArn),
            statement(['s3:PutObject'], bucket.arnForObjects('*')),
            statement(['cloudfront:CreateInvalidation', 'cloudfront:GetInvalidation'], distribution.distributionArn),
          ],
        }),
      },
    });
    const acknowledge = (id: string, reason: string) =>
      Validations.of(role).acknowledge({ id: `AwsSolutions-IAM5[Resource::${id}]`, reason });
    const { bootstrapQualifier } = Stack.of(this).synthesizer;
    acknowledge(
      `arn:<AWS::Partition>:s3:::cdk-${bootstrapQualifier}-assets-<AWS::AccountId>-<AWS::Region>/*.zip`,
      'What CDK uploads for a deployment is named after its content.',
    );
    acknowledge(
      `<${Stack.of(this).resolve(bucket.bucketName).Ref}.Arn>/*`,
      'The files of the page are named after their content, and the bucket holds nothing else.',
    );
    return role;
  }
}

/** Writes the asset that is uploaded; true as nothing more has to be done. */
function write(folder: string, files: Record<string, string>): boolean {
  for (const [path, text] of Object.entries(files)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return true;
}
