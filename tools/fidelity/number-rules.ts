/** Rules of phone numbers and of what belongs to them. Printed in docs/fidelity.md. */
import type { Rule } from './rule.js';

export const numberRules: readonly Rule[] = [
  {
    behaviour: "Reads of numbers; their values are the mock's own",
    source: 'documented',
    tests: ['test/conformance/accounts.test.ts'],
  },
  {
    behaviour:
      'Registration: PIN (133005), verification first (133006), 133010 for sends while deregistered. The code is always 123456; a wrong one 136025',
    source: 'documented; the code, and 136025 for a wrong one, assumed',
    tests: [
      'test/conformance/registration.test.ts',
      'test/conformance/add-number.test.ts',
      'test/conformance/errors-provoked.test.ts',
    ],
  },
  {
    behaviour: 'A verified number that asks for a code: 136024 with subcode 2388091, 136025 with 2388093',
    source: 'observed',
    tests: ['test/conformance/registration.test.ts'],
  },
  {
    behaviour:
      'Adding a number: its form, 20 numbers a portfolio (2 unverified; 200 with subcode 1349175), taken ones 2388012; migration once two-step verification is off (2388001)',
    source: 'documented (OpenAPI); whether the line rings is not modelled',
    tests: ['test/conformance/add-number.test.ts', 'test/unit/mock-server/graph/phone-digits.test.ts'],
  },
  {
    behaviour: 'A number that a partner verified ahead of time comes verified',
    source: 'documented',
    tests: ['test/conformance/add-number.test.ts', 'test/conformance/preverified-numbers.test.ts'],
  },
  {
    behaviour: 'Lists of numbers with `filtering` and `sort`',
    source: 'documented',
    tests: ['test/conformance/add-number.test.ts'],
  },
  {
    behaviour:
      'Settings of the number itself: PIN, a callback of its own (handshake first), display name, search, connection status',
    source: 'documented (OpenAPI); what each does partly assumed; a new name waits for a review that never comes',
    tests: ['test/conformance/phone-number-settings.test.ts'],
  },
  {
    behaviour:
      '`settings`: calls, identity checks, encryption of payloads, storage; one of them a call; values come back as they were written',
    source: 'documented; call servers and when storage may change not modelled',
    tests: ['test/conformance/settings.test.ts'],
  },
  {
    behaviour: 'Identity hashes are taken; users have none, so 137000 comes by the fault',
    source: 'not modelled',
    tests: ['test/conformance/settings.test.ts', 'test/conformance/errors-producible.test.ts'],
  },
  {
    behaviour:
      'Business profile: limits, only what is asked for, unset members left out, websites with a trailing slash',
    source: 'documented, observed',
    tests: ['test/conformance/accounts.test.ts', 'test/conformance/uploads.test.ts'],
  },
  {
    behaviour: 'Public key for flows: RSA of 2,048 bits, really parsed; the status `MISMATCH` is not reached',
    source: 'documented; the empty list before the first key assumed',
    tests: ['test/conformance/encryption-key.test.ts'],
  },
  {
    behaviour: 'QR codes: at most 2,000, changed and deleted, images really drawn and served here',
    source: 'documented; a read of one gives a list (samples) and not an object (OpenAPI)',
    tests: ['test/conformance/qr-codes.test.ts'],
  },
  {
    behaviour:
      'Block list: users who wrote within 24 hours (131047), 64,000 at most (139101), partial success with HTTP 400 (139100), a list that changed while paged 139102; a blocked user is not heard',
    source: 'documented; what a send to a blocked user comes to is unknown, so it is sent',
    tests: ['test/conformance/block-users.test.ts'],
  },
  {
    behaviour:
      'Conversational automation: prompts and commands; what is left out stays; welcome messages are taken and without effect',
    source: 'documented (ended 2026-03-27)',
    tests: ['test/conformance/conversational-automation.test.ts'],
  },
  {
    behaviour: 'Commerce settings: cart and catalogue on or off',
    source: 'documented',
    tests: ['test/conformance/commerce-settings.test.ts'],
  },
  {
    behaviour: 'Compliance in India: the shape only',
    source: 'documented',
    tests: ['test/conformance/compliance.test.ts'],
  },
  {
    behaviour:
      'Usernames: the name decides who holds it (`taken…` 147001, `facebook…` 147003, `instagram…` 147004, `reserved…`); low limits 147002; from another number by force only (147005)',
    source: 'documented (2026); which name answers what is ours',
    tests: ['test/conformance/usernames.test.ts'],
  },
  {
    behaviour:
      'Contact book: users are in it from their first message; taken out until the next one. No portfolio has a parent account',
    source: 'documented (2026)',
    tests: ['test/conformance/contact-book.test.ts'],
  },
  {
    behaviour: 'Official Business Account: the name decides the review (`Approved…`, `Rejected…`, else pending)',
    source: 'ours: so that each can be tried',
    tests: ['test/conformance/official-account.test.ts'],
  },
  {
    behaviour:
      '`smb_app_data`: once a kind (2593107), within 24 hours of onboarding (2593108); contacts and history do not come',
    source: 'documented; the webhooks not modelled',
    tests: ['test/conformance/app-sync.test.ts'],
  },
  {
    behaviour: 'Bot, business profile and account number under ids of their own show the same number',
    source: 'documented (OpenAPI)',
    tests: ['test/conformance/number-nodes.test.ts'],
  },
  {
    behaviour:
      'Health of accounts, numbers and templates: the whole is as healthy as its sickest part; payment is not looked at',
    source: 'documented',
    tests: ['test/conformance/wabas.test.ts', 'test/unit/mock-server/graph/accounts/health-status.test.ts'],
  },
];
