import { App } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CURRENTLY_RECOMMENDED_FLAGS } from 'aws-cdk-lib/cx-api';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { SeawayStack } from '../../cdk/stack.ts';

const deployment = {
  name: 'seaway',
  deliveryTries: 30,
  media: { kept: 365, pages: [] },
  bots: {},
  voice: [],
  accounts: [{ channel: 'line', account: 'main' }],
};
const synthesize = (changes: object = {}) => {
  const app = new App({ context: { ...CURRENTLY_RECOMMENDED_FLAGS, 'aws:cdk:bundling-stacks': [] } });
  return Template.fromStack(new SeawayStack(app, 'Seaway', { ...deployment, ...changes }));
};
const template = synthesize();

/** The one resource of a type whose id begins so. */
function one(type: string, id = '', within = template) {
  const [found] = Object.entries(within.findResources(type)).filter(([name]) => name.startsWith(id));
  return { id: found?.[0], properties: z.record(z.string(), z.unknown()).parse(found?.[1].Properties) };
}

describe('signing in', () => {
  const { properties: pool } = one('AWS::Cognito::UserPool');
  const { properties: client } = one('AWS::Cognito::UserPoolClient');

  test('nobody signs up by themselves, names are those of workers, and passwords are strong', () => {
    expect(pool).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      MfaConfiguration: 'OPTIONAL',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      DeletionProtection: 'ACTIVE',
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
        },
      },
    });
    expect(pool).not.toHaveProperty('AliasAttributes');
    expect(pool).not.toHaveProperty('UsernameAttributes');
    const groups = Object.values(template.findResources('AWS::Cognito::UserPoolGroup'));
    expect(groups.map(({ Properties }) => Properties.GroupName).sort()).toEqual(['agents', 'supervisors']);
  });

  test('the page has no secret, and no way in but the authorisation code of the sign-in page', () => {
    expect(client).toMatchObject({
      GenerateSecret: false,
      AllowedOAuthFlows: ['code'],
      AllowedOAuthScopes: ['openid', 'profile'],
      ExplicitAuthFlows: ['ALLOW_REFRESH_TOKEN_AUTH'],
      EnableTokenRevocation: true,
      PreventUserExistenceErrors: 'ENABLED',
      AccessTokenValidity: 60,
      RefreshTokenValidity: 720,
      TokenValidityUnits: { AccessToken: 'minutes', RefreshToken: 'minutes' },
    });
    const { id } = one('AWS::CloudFront::Distribution');
    const home = { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [id, 'DomainName'] }, '/']] };
    expect(client).toMatchObject({ CallbackURLs: [home], LogoutURLs: [home] });
  });

  test('the console function takes the tokens of this pool and client', () => {
    expect(one('AWS::Lambda::Function', 'Console').properties).toMatchObject({
      Environment: {
        Variables: {
          ISSUER: { 'Fn::GetAtt': [one('AWS::Cognito::UserPool').id, 'ProviderURL'] },
          CLIENT_ID: { Ref: one('AWS::Cognito::UserPoolClient').id },
        },
      },
    });
  });
});

describe('the site', () => {
  const { DistributionConfig: distribution } = one('AWS::CloudFront::Distribution').properties;

  test('its bucket is read by CloudFront alone', () => {
    const { id, properties } = one('AWS::S3::Bucket', 'Site');
    expect(properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    const { PolicyDocument } = one('AWS::S3::BucketPolicy', 'Site').properties;
    const document = z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }).parse(PolicyDocument);
    expect(document.Statement.filter(({ Effect }) => Effect === 'Allow')).toMatchObject([
      {
        Action: 's3:GetObject',
        Principal: { Service: 'cloudfront.amazonaws.com' },
        Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
        Resource: { 'Fn::Join': ['', [{ 'Fn::GetAtt': [id, 'Arn'] }, '/*']] },
      },
    ]);
    template.hasResourceProperties('AWS::CloudFront::OriginAccessControl', {
      OriginAccessControlConfig: Match.objectLike({ SigningBehavior: 'always', SigningProtocol: 'sigv4' }),
    });
  });

  test('is reached by HTTPS alone, and compresses', () => {
    expect(distribution).toMatchObject({
      DefaultRootObject: 'index.html',
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
      CacheBehaviors: [
        { PathPattern: 'assets/*', ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
        { PathPattern: 'seaway-chat.js', ViewerProtocolPolicy: 'redirect-to-https', Compress: true },
        { PathPattern: 'console/*', ViewerProtocolPolicy: 'https-only' },
      ],
    });
  });

  test('hands every request for the console on to the API, with its token, and keeps no answer', () => {
    expect(distribution).toMatchObject({
      CacheBehaviors: expect.arrayContaining([
        expect.objectContaining({
          PathPattern: 'console/*',
          AllowedMethods: expect.arrayContaining(['GET', 'PUT', 'POST', 'DELETE']),
          // CloudFront's own policies: CachingDisabled and AllViewerExceptHostHeader.
          CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
          OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
        }),
      ]),
    });
  });

  test.each([
    ['SitePageHeaders', 'no-cache'],
    ['SiteAssetsHeaders', 'public, max-age=31536000, immutable'],
    ['SiteWidgetHeaders', 'public, max-age=3600'],
    ['SiteApiHeaders', 'no-store'],
  ])('%s tell browsers to keep it as long as it is good, and what the page may do', (id, cache) => {
    const { properties } = one('AWS::CloudFront::ResponseHeadersPolicy', id);
    expect(properties).toMatchObject({
      ResponseHeadersPolicyConfig: {
        CustomHeadersConfig: {
          Items: expect.arrayContaining([{ Header: 'cache-control', Value: cache, Override: true }]),
        },
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            Override: true,
            ContentSecurityPolicy:
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: data: blob:; media-src https: blob:; connect-src 'self' https: wss:; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
          },
          ContentTypeOptions: { Override: true },
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000 },
          ReferrerPolicy: { ReferrerPolicy: 'no-referrer' },
        },
      },
    });
    expect(JSON.stringify(properties).includes('AccessControlAllowOrigins')).toBe(id === 'SiteWidgetHeaders');
  });

  test("with a name of one's own nobody comes by TLS older than 1.2, and people come back there", () => {
    const ownName = { domain: 'desk.example', certificate: 'arn:aws:acm:us-east-1:123456789012:certificate/1' };
    const named = synthesize({ ownName });
    expect(one('AWS::CloudFront::Distribution', '', named).properties.DistributionConfig).toMatchObject({
      Aliases: ['desk.example'],
      ViewerCertificate: { AcmCertificateArn: ownName.certificate, MinimumProtocolVersion: 'TLSv1.2_2021' },
    });
    expect(one('AWS::Cognito::UserPoolClient', '', named).properties.CallbackURLs).toEqual(['https://desk.example/']);
    named.hasOutput('ConsoleUrl', { Value: 'https://desk.example/' });
    named.hasOutput('WidgetScript', { Value: 'https://desk.example/seaway-chat.js' });
  });
});

test('what puts the files there writes to their bucket, reads what CDK uploaded, and does nothing else', () => {
  const { Policies } = one('AWS::IAM::Role', 'SiteFilesRole').properties;
  const statements = JSON.stringify(Policies);
  expect([...new Set(statements.match(/"(s3|cloudfront):\w+"/g))].sort()).toEqual([
    '"cloudfront:CreateInvalidation"',
    '"cloudfront:GetInvalidation"',
    '"s3:GetObject"',
    '"s3:ListBucket"',
    '"s3:PutObject"',
  ]);
  expect(statements).not.toContain('"Resource":"*"');
  expect(one('Custom::CDKBucketDeployment').properties).toMatchObject({ Prune: false });
});
