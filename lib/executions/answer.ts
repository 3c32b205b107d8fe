export type ExecutionAnswer = { status: number; body: Record<string, unknown> };

/** An execution as Studio's REST API shows it. https://www.twilio.com/docs/studio/rest-api/v2/execution */
export const described = (
  sid: string,
  { flow, revision, to }: { flow: string; revision: number; to: string },
  active: boolean,
): Record<string, unknown> => ({
  sid,
  flow,
  revision,
  contact_channel_address: to,
  status: active ? 'active' : 'ended',
});

/** A refusal in the form that Twilio's APIs give it. */
export const refusal = (status: number, code: number, message: string, details?: object): ExecutionAnswer => ({
  status,
  body: { code, message, status, more_info: `https://www.twilio.com/docs/errors/${code}`, ...(details && { details }) },
});
