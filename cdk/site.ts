import { Aws, Validations } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { Api } from './api.ts';
import { type SiteHeadersProps, siteHeaders } from './site-headers.ts';

/** A name of one's own, and the ARN of its certificate, which CloudFront wants to be in us-east-1. */
export type OwnName = { readonly domain: string; readonly certificate: string };

export type SiteProps = { readonly api: Api; readonly own?: OwnName | undefined };

/**
 * Where agents open the console, which is one address with its API, and where pages of others get the script of the web chat:
 * CloudFront before a bucket and the API.
 */
export class Site extends Construct {
  readonly bucket: Bucket;
  readonly distribution: Distribution;
  /** `https://...` without a slash at the end. */
  readonly origin: string;

  constructor(scope: Construct, id: string, { api, own }: SiteProps) {
    super(scope, id);
    this.bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
    });
    const files = S3BucketOrigin.withOriginAccessControl(this.bucket);
    this.distribution = new Distribution(this, 'Distribution', {
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      ...(own && {
        domainNames: [own.domain],
        certificate: Certificate.fromCertificateArn(this, 'Certificate', own.certificate),
        minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      }),
      // The page asks each time whether it is still the same; what it names has its hash in the name.
      defaultBehavior: this.serve(files, 'Page', { cache: 'no-cache' }),
      additionalBehaviors: {
        'assets/*': this.serve(files, 'Assets', { cache: 'public, max-age=31536000, immutable' }),
        'seaway-chat.js': this.serve(files, 'Widget', { cache: 'public, max-age=3600', open: true }),
        'console/*': this.handOn(new HttpOrigin(`${api.http.apiId}.execute-api.${Aws.REGION}.${Aws.URL_SUFFIX}`)),
      },
    });
    this.origin = `https://${own?.domain ?? this.distribution.domainName}`;
    this.explain(own);
  }

  /** CloudFront keeps files until a deployment calls them back; what browsers do is for the headers to say. */
  private serve(origin: IOrigin, id: string, headers: SiteHeadersProps) {
    return {
      origin,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: CachePolicy.CACHING_OPTIMIZED,
      compress: true,
      responseHeadersPolicy: siteHeaders(this, `${id}Headers`, headers),
    };
  }

  /**
   * Every request, with its Authorization header; never by HTTP, not even to be redirected, as it carries a token.
   * https://repost.aws/knowledge-center/cloudfront-authorization-header
   */
  private handOn(origin: IOrigin) {
    return {
      origin,
      allowedMethods: AllowedMethods.ALLOW_ALL,
      viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      responseHeadersPolicy: siteHeaders(this, 'ApiHeaders', { cache: 'no-store' }),
    };
  }

  private explain(own: OwnName | undefined): void {
    const because = (rule: string, reason: string) => ({ id: `AwsSolutions-${rule}`, reason });
    Validations.of(this.bucket).acknowledge(
      because('S1', 'It holds the files of a page that everybody may read, and CloudFront alone reads them.'),
    );
    Validations.of(this.distribution).acknowledge(
      because('CFR1', 'Agents work, and pages with our chat are read, wherever they are.'),
      because('CFR2', 'The page is static; the API behind it has limits, and takes nothing without a token.'),
      because('CFR3', 'The API logs each request without its query; of a static page there is nothing to tell.'),
    );
    if (!own) {
      Validations.of(this.distribution).acknowledge(
        because(
          'CFR4',
          "CloudFront's own name takes older TLS too: `ownName` in config/deployment.ts gives it another.",
        ),
      );
    }
  }
}
