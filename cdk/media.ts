import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';

export type MediaProps = {
  /** Days until a file is deleted. */
  readonly kept: number;
  /** The origins of pages that may use addresses signed for them; `*` for any. */
  readonly pages: readonly string[];
};

/** Files that customers and agents send, under `media/`, and mail as it came, under `mail/`. */
export class Media extends Construct {
  readonly bucket: Bucket;
  /** What a policy names for files. */
  readonly arn: string;

  constructor(scope: Construct, id: string, { kept, pages }: MediaProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      lifecycleRules: [
        { expiration: Duration.days(kept), abortIncompleteMultipartUploadAfter: Duration.days(1) },
        // A mail is read within minutes; its files are kept on their own then.
        { prefix: 'mail/', expiration: Duration.days(30) },
      ],
      cors: [
        {
          allowedMethods: [HttpMethods.GET, HttpMethods.PUT],
          allowedOrigins: [...pages],
          allowedHeaders: ['content-type'],
          maxAge: 3_600,
        },
      ],
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.arn = this.bucket.arnForObjects('media/*');
    Validations.of(this.bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason:
        'Access logs would need a second bucket and name every file once more; each link that is given out is in the log of the function that gave it.',
    });
  }

  /** How cdk-nag names a statement about all files. */
  get wildcard(): string {
    return `AwsSolutions-IAM5[Resource::<${Stack.of(this).resolve(this.bucket.bucketName).Ref}.Arn>/media/*]`;
  }
}
