import type { KnownError } from '../shared/answer.ts';

/**
 * What SES refuses a mail with: which of it passes by itself, and what else a person can do.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
export const sesErrors: Record<string, Omit<KnownError, 'meaning'>> = {
  AccessDeniedException: {
    remedy: "Give the account's address in config/deployment.ts and deploy: the role may send from those alone.",
  },
  AccountSuspendedException: {
    remedy: 'Read the mail of AWS on why it suspended sending, and appeal in the SES console.',
  },
  BadRequestException: {},
  ConfigurationSetDoesNotExistException: { remedy: "Correct the account's configurationSet, or leave it out." },
  ExpiredTokenException: { passing: true },
  InternalFailure: { passing: true },
  InternalServiceErrorException: { passing: true },
  LimitExceededException: { passing: true },
  MailFromDomainNotVerifiedException: {
    remedy: 'Publish the MX record of the MAIL FROM domain that SES asks for, or remove that domain.',
  },
  MessageRejected: {
    remedy:
      'Verify our address or its domain in SES; an account in the sandbox reaches only verified addresses, so ask for production access.',
  },
  NotFoundException: { remedy: "Check the account's configurationSet and region." },
  SendingPausedException: { remedy: 'Resume sending for the account or its configuration set in the SES console.' },
  ThrottlingException: { passing: true },
  TooManyRequestsException: { passing: true },
};
