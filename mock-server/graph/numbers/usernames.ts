/**
 * `/{phone-number-id}/username` and `/username_suggestions`: business usernames (2026). Other businesses are not there to
 * hold names, so the name decides (ours, so that each answer can be tried): one that begins with `taken` belongs to
 * somebody else, with `facebook` or `instagram` to a page there that is not linked, with `reserved` is kept but not
 * shown yet; all others are approved.
 */
import { contentError, type GraphError, graphError } from '../../errors/graph-error.js';
import { numbers, type PhoneNumber, wabas } from '../../world/accounts.js';
import { holderOf, usernames } from '../../world/usernames.js';
import type { World } from '../../world/world.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Decision, type GraphRequest, type Operation, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';

/** Endings of addresses that names may not have; Meta names `.com`, `.in` and `.html`, the rest is assumed. */
const DOMAIN_ENDING = /\.(?:com|net|org|io|in|co|uk|de|fr|br|app|dev|info|biz|html|htm|php)$/;
/** Portfolios with a lower limit may not have a name; where the line lies is not documented. */
const TOO_LOW = new Set(['TIER_50', 'TIER_250', 'TIER_NOT_SET']);

/** Why a name, in small letters, breaks the rules of its form; `undefined` for a good one. */
export function problemOfName(name: string): string | undefined {
  if (name.length < 3 || name.length > 35) return 'must be between 3 and 35 characters long';
  if (!/^[a-z0-9._]+$/.test(name)) return 'may only contain letters, digits, periods and underscores';
  if (!/[a-z]/.test(name)) return 'must contain at least one letter';
  if (name.startsWith('.') || name.endsWith('.')) return 'may not begin or end with a period';
  if (name.includes('..')) return 'may not contain two periods in a row';
  if (name.startsWith('www')) return 'may not begin with www';
  return DOMAIN_ENDING.test(name) ? 'may not end like a domain' : undefined;
}

const portfolioOf = (numberId: string, world: World): string | undefined =>
  world.of(wabas).get(world.of(numbers).get(numberId)?.wabaId ?? '')?.businessId;

/** Whether the number may have the name. */
function refuseName(number: PhoneNumber, name: string, isForced: boolean, world: World): GraphError | undefined {
  const problem = problemOfName(name);
  if (problem) return graphError(100, { message: '(#100) Invalid parameter', details: `The username ${problem}.` });
  if (number.status !== 'CONNECTED') return contentError(133010, 'The phone number is not registered.');
  if (TOO_LOW.has(number.messagingLimit))
    return contentError(147002, 'The messaging limit of the business portfolio is too low for a username.');
  if (name.startsWith('taken')) return contentError(147001, 'This username is not available.');
  if (name.startsWith('facebook'))
    return contentError(147003, 'Link the Facebook page with this username to the business first.');
  if (name.startsWith('instagram'))
    return contentError(147004, 'Link the Instagram account with this username to the business first.');
  const holder = holderOf(world.of(usernames), name);
  if (!holder || holder.id === number.id) return undefined;
  if (portfolioOf(holder.id, world) !== portfolioOf(number.id, world))
    return contentError(147001, 'This username is not available.');
  return isForced
    ? undefined
    : contentError(
        147005,
        'Another phone number of the business holds this username: transfer_action force_transfer moves it.',
      );
}

function claim(number: PhoneNumber, { parameters }: GraphRequest, world: World): Decision {
  const name = (textOf(parameters, 'username') ?? '').toLowerCase();
  const isForced = textOf(parameters, 'transfer_action')?.toLowerCase() === 'force_transfer';
  const refusal = refuseName(number, name, isForced, world);
  if (refusal) return refuse(refusal);
  const status = name.startsWith('reserved') ? 'reserved' : 'approved';
  return reply(() => {
    const all = world.of(usernames);
    const holder = holderOf(all, name);
    if (holder && holder.id !== number.id) all.remove(holder.id);
    all.put({ id: number.id, name, status });
    return { status };
  });
}

/** Free names made from the number's verified name. */
export function suggestionsFor({ verifiedName, displayPhoneNumber }: PhoneNumber, world: World): readonly string[] {
  const words = verifiedName.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const last = displayPhoneNumber.replace(/\D/g, '').slice(-4);
  const stem = words.join('').slice(0, 24) || 'business';
  const wanted = [
    stem,
    words.join('.').slice(0, 35),
    words.join('_').slice(0, 35),
    `${stem}_${last}`,
    `${stem}.official`,
  ];
  const all = world.of(usernames);
  return [...new Set(wanted)].filter((name) => problemOfName(name) === undefined && !holderOf(all, name));
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/usernames.test.ts',
});
const route = '/{phone-number-id}/username';

export const usernameOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: `POST ${route}`,
      about: about('Claims a username for a number, or takes it over from another number of the portfolio.'),
      accepts: {
        username: string({ required: true }),
        transfer_action: string({ oneOf: ['none', 'force_transfer'] }),
      },
    },
    claim,
  ),
  onObject(numbers, { route: `GET ${route}`, about: about('The username of a number.') }, (number, _request, world) => {
    const held = world.of(usernames).get(number.id);
    // What status a number without a name has is not documented.
    return reply(() => (held ? { username: held.name, status: held.status } : { status: 'none' }));
  }),
  onObject(numbers, { route: `DELETE ${route}`, about: about('Gives a username up.') }, (number, _request, world) =>
    change(() => void world.of(usernames).remove(number.id)),
  ),
  onObject(
    numbers,
    { route: `GET ${route}_suggestions`, about: about('Free usernames like the name of the number.') },
    (number, _request, world) => reply(() => ({ data: [{ username_suggestions: suggestionsFor(number, world) }] })),
  ),
];
