import { Aws, Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { AccountRecovery, Mfa, OAuthScope, UserPool, UserPoolGroup } from 'aws-cdk-lib/aws-cognito';
import { Construct } from 'constructs';

export type SignInProps = {
  /** Of the deployment: with the account's number it makes a name for the sign-in page that nobody else has. */
  readonly name: string;
  /** The address of the console, to which people come back. */
  readonly page: string;
};

/** Who may sign in to the agents' console. An engineer adds them: docs/console-sign-in.md. */
export class SignIn extends Construct {
  /** The `iss` of tokens, where its keys are published. */
  readonly issuer: string;
  readonly poolId: string;
  /** The `client_id` of tokens. */
  readonly clientId: string;

  constructor(scope: Construct, id: string, { name, page }: SignInProps) {
    super(scope, id);
    const pool = new UserPool(this, 'Pool', {
      selfSignUpEnabled: false,
      // The name of the worker in config/taskrouter.json.
      signInAliases: { username: true },
      signInCaseSensitive: false,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    for (const groupName of ['agents', 'supervisors'])
      new UserPoolGroup(this, groupName, { userPool: pool, groupName });
    pool.addDomain('Domain', { cognitoDomain: { domainPrefix: `${name}-${Aws.ACCOUNT_ID}` } });
    const client = pool.addClient('Console', {
      // A page can keep no secret: PKCE takes its place.
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.PROFILE],
        callbackUrls: [page],
        logoutUrls: [page],
      },
      // Signing in is for the sign-in page alone: this leaves renewing.
      authFlows: { userSrp: false },
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // A shift: in the next one everybody signs in anew.
      refreshTokenValidity: Duration.hours(12),
    });
    this.issuer = pool.userPoolProviderUrl;
    this.poolId = pool.userPoolId;
    this.clientId = client.userPoolClientId;
    explain(pool);
  }
}

function explain(pool: UserPool): void {
  Validations.of(pool).acknowledge(
    {
      id: 'AwsSolutions-COG2',
      reason: 'An operator decides whether everybody is asked for a second factor: docs/console-sign-in.md.',
    },
    {
      id: 'AwsSolutions-COG8',
      reason: 'The Plus plan costs per agent and month; who wants its protection from threats sets featurePlan here.',
    },
  );
}
