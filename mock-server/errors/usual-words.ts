// biome-ignore-all format: a table is read one row a line.
/**
 * What Graph says when it answers an error of the table, where that is not the row's title: the words of recorded answers,
 * else of Meta's pages, with neutral values where an answer would name something. Used when an error is injected; an error
 * that a call really provokes brings words of its own. Sentences for people on management edges are ours.
 */
export interface UsualWords {
  /** Without the prefix `(#code)`. */
  readonly text?: string;
  /** The text stands without the prefix. */
  readonly isBare?: true;
  /** `error_data.details`; the title otherwise. */
  readonly details?: string;
  /** `error_user_title`; the title otherwise. */
  readonly userTitle?: string;
  /** `error_user_msg`; the title otherwise. */
  readonly userMessage?: string;
}

const bare = (text: string): UsualWords => ({ text, isBare: true });
const says = (text: string): UsualWords => ({ text });
const explains = (userMessage: string): UsualWords => ({ userMessage });
const session = (why: string): UsualWords => bare(`Error validating access token: ${why}`);
const client = bare('Error validating application. Cannot get application info due to a system error.');

const CHANGED = 'the user changed their password or Facebook has changed the session for security reasons.';

/** Keys: `code/subcode`, and the title where several rows share both. */
export const usualWords: Readonly<Record<string, UsualWords>> = {
  '0/0': session('The user behind the token could not be authenticated.'),
  '1/0': bare('An unknown error occurred'),
  '2/0': bare('An unexpected error has occurred. Please retry your request later.'),
  '3/0': says('Application does not have the capability to make this API call.'),
  '4/0': says('Application request limit reached'),
  '10/0': says('Application does not have permission for this action'),
  '12/0': says('This field is deprecated for this version and higher'),
  '15/0': says('This method must be called with an app access_token.'),
  '100/0/appsecret_proof problem': bare('Invalid appsecret_proof provided in the API argument'),
  '100/0/Media not found / wrong type on upload': says('Param file must be a file with one of the following types: audio/aac, audio/mp4, audio/mpeg, audio/amr, audio/ogg, application/pdf, image/jpeg, image/png, image/webp, video/mp4, video/3gpp, text/plain.'),
  '100/0/Tried accessing nonexisting field': says('Tried accessing nonexisting field (unknown) on node type (WhatsAppBusinessPhoneNumber)'),
  '100/0/Invalid parameter (mark as read)': { text: 'Invalid parameter', details: 'Please check the message ID you have provided.' },
  '100/36007': bare('This authorization code has expired.'),
  '100/36008': bare('Error validating verification code. Please make sure your redirect_uri is identical to the one you used in the OAuth dialog request'),
  '100/36009': bare('This authorization code has been used.'),
  '100/2388001': explains('Verify that the phone number is yours, or turn off its two-step verification, and try again.'),
  '100/2388012': explains('This phone number is already in the list of your account.'),
  '100/2388019': explains('The account has as many message templates as it may have.'),
  '100/2388023': explains('Content in this language is being deleted. Use another name, or wait until it is gone.'),
  '100/2388024': { userTitle: 'Content in This Language Already Exists', userMessage: 'There is already content in this language for this template.' },
  '100/2388025': explains('The name of the template cannot be used here.'),
  '100/2388039': explains('The template is being reviewed and cannot be changed now.'),
  '100/2388040': explains('A part of the template is longer than it may be.'),
  '100/2388042': explains('The components of the template do not go together.'),
  '100/2388043': explains('A component with variables lacks its sample values.'),
  '100/2388046': explains('Names of message templates consist of small letters, digits and underscores.'),
  '100/2388047': explains('A header may have no new lines, formatting, emoji or asterisks.'),
  '100/2388060': explains('A button of the template is not allowed.'),
  '100/2388072': explains('The body of the template is not formatted as it may be.'),
  '100/2388073': explains('The footer of the template is not formatted as it may be.'),
  '100/2388085': explains('The account must be verified before it can create this template.'),
  '100/2388094': explains('The template was edited as often as it may be for now.'),
  '100/2388103': explains('This phone number cannot be migrated to this account.'),
  '100/2388155': explains('A sample template has this name already.'),
  '100/2388185': explains('The business must be verified before it can create authentication templates.'),
  '100/2388293': explains('The template has too many variables for its length.'),
  '100/2388299': explains('Variables may not stand at the beginning or the end of the body.'),
  '100/2593002': explains('The account has no message template of this name.'),
  '101/0': client,
  '102/0': session('The session is invalid because the user logged out.'),
  '104/0': bare('An access token is required to request this resource.'),
  '190/0': bare('Invalid OAuth access token - Cannot parse access token'),
  '190/452': session(`Session does not match current stored session. This may be because ${CHANGED}`),
  '190/456': session('The session is no longer valid.'),
  '190/458': session('The user has not authorized application 0.'),
  '190/459': session('You cannot access the app till you log in to www.facebook.com and follow the instructions given.'),
  '190/460': session(`The session has been invalidated because ${CHANGED}`),
  '190/463': session('Session has expired on Thursday, 01-Jan-26 00:00:00 PST. The current time is Thursday, 01-Jan-26 01:00:00 PST.'),
  '190/464': session('Sessions for the user are not allowed because the user is not a confirmed user.'),
  '190/467': session('The session is invalid because the user logged out.'),
  '190/492': session('The user must be an administrator, editor, or moderator of the page in order to impersonate it.'),
  '200/0/API Permission': says('You do not have the necessary permissions required to send messages on behalf of this WhatsApp Business Account'),
  '200/0/API Permission (range)': says('Permissions error'),
  '613/0': says('Calls to this api have exceeded the rate limit.'),
  '803/0': says('Some of the aliases you requested do not exist: unknown'),
  '2200/0': says('Callback verification failed with the following errors: HTTP Status Code = 500; HTTP Message = Internal Server Error'),
  '2500/0': bare('Unknown path components: /unknown'),
  '2635/0': says('You are calling a deprecated version. Please update to the latest version.'),
  '3962/0': says('Provided permission is not valid. Check your spelling and syntax.'),
  '80008/0': says('There have been too many calls to this WhatsApp Business account. Wait a bit and try again. For more info, please refer to https://developers.facebook.com/docs/graph-api/overview/rate-limiting.'),
  '131030/0': { details: 'Recipient phone number not in allowed list: Add recipient phone number to recipient list and try again.' },
  '133010/0': says('The account is not registered'),
  '136024/2388091': { ...bare('Request code error'), userMessage: 'This phone number is not being migrated: no code can be sent to it.' },
  '136025/2388093': { ...bare('Verify code error'), userMessage: 'This phone number is not being migrated: there is no code to verify.' },
  '139000/0': { ...bare('Blocked by Integrity'), userMessage: 'The account may not create or publish flows now.' },
  '139001/0': { ...bare('Updating attempt failed'), userMessage: 'The flow could not be changed.' },
  '139002/0': { ...bare('Publishing attempt failed'), userMessage: 'The flow could not be published.' },
  '139003/0': { ...bare('Deprecating attempt failed'), userMessage: 'The flow could not be deprecated.' },
  '139004/0': { ...bare('Deleting attempt failed'), userMessage: 'Only drafts can be deleted.' },
  '139006/0': { ...bare('Metrics threshold is not reached'), userMessage: 'The flow has too few requests to measure.' },
};
