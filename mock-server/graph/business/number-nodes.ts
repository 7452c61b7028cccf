/**
 * Sides of a number under ids of their own: `GET /{bot-id}`, `GET` and `POST /{business-profile-id}`, and
 * `GET /{account-number-id}`. They show and change what the number has; nothing is kept twice. Spellings are those of
 * Meta's OpenAPI file, which differ from the number's own.
 */
import { numbers, type PhoneNumber } from '../../world/accounts.js';
import { callingCodeOf, countryOf } from '../../world/calling-codes.js';
import type { CollectionSpec } from '../../world/collection.js';
import { accountNumbers, bots, businessProfiles, type NumberNode } from '../../world/number-nodes.js';
import type { World } from '../../world/world.js';
import { decide } from '../decide.js';
import { missingObject } from '../missing-object.js';
import { postBusinessProfile } from '../numbers/business-profile.js';
import { automationOf } from '../numbers/conversational-automation.js';
import { onObject } from '../on-object.js';
import { type About, type Decision, type GraphRequest, type Operation, refuse } from '../operation.js';
import { readNode } from '../read-node.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/number-nodes.test.ts',
});

type DecideOnNumber = (number: PhoneNumber, request: GraphRequest, world: World, nodeId: string) => Decision;

/** An operation on the number behind a node. */
const behind = (
  spec: CollectionSpec<NumberNode>,
  declared: Omit<Operation, 'decide'>,
  decideOnNumber: DecideOnNumber,
): Operation =>
  onObject(spec, declared, ({ id, phoneNumberId }, request, world) => {
    const number = world.of(numbers).get(phoneNumberId);
    return number ? decideOnNumber(number, request, world, id) : refuse(missingObject('GET', id));
  });

export const getBot = behind(
  bots,
  { route: 'GET /{bot-id}', about: about('What a number says by itself: prompts, commands, welcome message.') },
  (number, request, world, id) =>
    readNode(
      'bot',
      {
        defaults: ['prompts', 'commands', 'enable_welcome_message'],
        // Welcome messages ended on 2026-03-27.
        all: { ...automationOf(number.id, world), id, enable_welcome_message: false },
      },
      request,
    ),
);

export const getProfileNode = behind(
  businessProfiles,
  {
    route: 'GET /{business-profile-id}',
    about: about('The business profile of a number.'),
    needs: 'whatsapp_business_messaging',
  },
  ({ verifiedName, profile }, request, _world, id) => {
    const { about: line, address, description, email, websites, vertical, profile_picture_url } = profile;
    const all = {
      id,
      account_name: verifiedName,
      about: line,
      address,
      description,
      email,
      websites,
      vertical: vertical === 'UNDEFINED' ? undefined : vertical,
      profile_picture_url,
      profile_picture_handle: undefined,
      messaging_product: 'whatsapp',
    };
    return readNode('business-profile', { all, defaults: Object.keys(all) }, request);
  },
);

export const postProfileNode = behind(
  businessProfiles,
  {
    route: 'POST /{business-profile-id}',
    about: about('Changes the business profile of a number.'),
    needs: 'whatsapp_business_messaging',
  },
  ({ id }, request, world) =>
    decide(postBusinessProfile, { ...request, phoneNumberId: id, ids: { 'phone-number-id': id } }, world),
);

const QUALITIES: Readonly<Record<string, string>> = { UNKNOWN: 'NA' };

export const getAccountNumber = behind(
  accountNumbers,
  { route: 'GET /{account-number-id}', about: about('A number as the account sees it.') },
  (number, request, _world, id) => {
    const digits = number.displayPhoneNumber.replace(/\D/g, '');
    const isVerified = number.codeVerificationStatus === 'VERIFIED';
    return readNode(
      'account-number',
      {
        defaults: ['display_phone_number', 'status'],
        all: {
          id,
          display_phone_number: number.displayPhoneNumber,
          verified_name: number.verifiedName,
          status: isVerified ? number.status : 'UNVERIFIED',
          quality_rating: QUALITIES[number.qualityRating] ?? number.qualityRating,
          country_code: countryOf(digits),
          country_dial_code: callingCodeOf(digits),
          code_verification_status: isVerified ? 'VERIFIED' : 'UNVERIFIED',
          name_status: 'APPROVED',
          messaging_limit_tier: number.messagingLimit,
          account_mode: number.accountMode,
          certificate: undefined,
          is_official_business_account: false,
        },
      },
      request,
    );
  },
);
