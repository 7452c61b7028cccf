/**
 * Hourly budgets of Graph calls, each a moving hour: of an app on the management edges of an account (80008 on numbers and
 * templates, 80007 elsewhere), of an app on lines of credit (80008), of the token of an app (4) or a person (17) on all
 * other edges, and of looks at whether users can be called (613). Refused calls count as well: who goes on calling waits
 * longer. Messages are on no budget. Source: Meta, "Rate limits" of Graph and of the WhatsApp Business Platform. Assumed:
 * which of 80007 and 80008 comes where, that system users' tokens are on no other budget than the first two, one daily
 * user per app (Graph counts 200 calls for each), 200 calls for a person, 5,000 looks (neither is published).
 */
import { type GraphError, graphError } from '../errors/graph-error.js';
import { usualWords } from '../errors/usual-words.js';
import { numbers } from '../world/accounts.js';
import { ALL_NUMBERS, type RuleFigures } from '../world/rule-settings.js';
import type { AccessToken } from '../world/tokens.js';
import type { World } from '../world/world.js';

/** What a call was put on, after it was. */
export interface Charge {
  readonly budget: Budget;
  /** Whose usage it is, as the headers name it: an account's id, a credit line's. */
  readonly subject: string;
  /** Calls of the last hour, this one included, and how many there may be. */
  readonly calls: number;
  readonly limit: number;
  /** How long until another call passes, in ms; 0: at once. */
  readonly regainMs: number;
  readonly refusal?: GraphError;
}

export type Budget = 'account-calls' | 'credit-calls' | 'app-calls' | 'user-calls' | 'call-permission-reads';

/** Budgets are rules: each can be switched off by this name. */
export const BUDGETS: Readonly<Record<Budget, string>> = {
  'account-calls':
    'Calls of an app on the management edges of an account: 5,000 an hour, 200 without a registered number.',
  'credit-calls': 'Calls of an app on lines of credit: 5,000 an hour: 80008.',
  'app-calls': 'Calls with the token of an app on other edges: 200 an hour: 4.',
  'user-calls': 'Calls with the token of a person on other edges: 200 an hour: 17.',
  'call-permission-reads': 'Looks at whether users can be called: 5,000 an hour and number: 613.',
};

/** What an edge's calls are on: a budget, that of whoever calls, or none. */
type Purse = 'account' | 'credit' | 'permissions' | 'caller' | 'none';

const ACCOUNT_EDGES =
  /^(?:GET \/\{(?:waba-id|phone-number-id)\}|[A-Z]+ \/\{waba-id\}\/(?:assigned_users|phone_numbers|message_templates|subscribed_apps))$/;
const CREDIT_EDGES = /\/(?:extendedcredits$|\{extended-credit-id\}|\{credit-allocation-id\})/;
const MESSAGE_EDGES = /\/(?:messages|marketing_messages|messages_encrypted)$/;
/** Edges on which 80008 was observed. */
const SAYS_80008 = /\/(?:phone_numbers|message_templates)$/;

function purseOf(route: string): Purse {
  if (MESSAGE_EDGES.test(route)) return 'none';
  if (ACCOUNT_EDGES.test(route)) return 'account';
  if (CREDIT_EDGES.test(route)) return 'credit';
  return route.endsWith('/call_permissions') ? 'permissions' : 'caller';
}

const refusalOf = (code: 4 | 17 | 613 | 80007 | 80008, budget: Budget): GraphError => {
  const text = usualWords[`${code}/0`]?.text;
  const message = text === undefined ? {} : { message: `(#${code}) ${text}` };
  return { ...graphError(code, { ...message, isTransient: code !== 613 }), rule: budget };
};

export interface BudgetedCall {
  /** As the catalogue writes it: `GET /{waba-id}`. */
  readonly route: string;
  readonly caller: AccessToken | undefined;
  /** The object that the path begins with; empty: none. */
  readonly objectId: string;
}

interface Item {
  readonly budget: Budget;
  readonly payer: string;
  readonly subject: string;
  readonly limit: number;
  readonly code: Parameters<typeof refusalOf>[0];
}

const hasRegisteredNumber = (wabaId: string, world: World): boolean =>
  world
    .of(numbers)
    .all()
    .some((number) => number.wabaId === wabaId && number.status === 'CONNECTED');

/** Calls an hour of an app on an account's management edges. */
export const accountCallLimit = (
  wabaId: string,
  { accountCallsPerHour, newAccountCallsPerHour }: RuleFigures,
  world: World,
) => (hasRegisteredNumber(wabaId, world) ? accountCallsPerHour : newAccountCallsPerHour);

export const accountPayer = (appId: string, wabaId: string): string => `account/${appId}/${wabaId}`;

/** Puts calls on their budgets; `undefined`: a call that is on none. */
export function createCallBudgets(world: World): (call: BudgetedCall) => Charge | undefined {
  const purses = new Map<string, Purse>();

  function purse(route: string): Purse {
    const known = purses.get(route);
    if (known !== undefined) return known;
    const found = purseOf(route);
    purses.set(route, found);
    return found;
  }

  function itemOf(kind: Purse, { route, caller, objectId }: BudgetedCall, figures: RuleFigures): Item | undefined {
    if (kind === 'permissions') {
      const limit = world.rules.of(objectId).figures.callPermissionReadsPerHour;
      return { budget: 'call-permission-reads', payer: `permissions/${objectId}`, subject: objectId, limit, code: 613 };
    }
    if (!caller) return undefined;
    const { appId, kind: token } = caller;
    if (kind === 'account') {
      const wabaId = world.of(numbers).get(objectId)?.wabaId ?? objectId;
      const limit = accountCallLimit(wabaId, figures, world);
      const code = SAYS_80008.test(route) ? 80008 : 80007;
      return { budget: 'account-calls', payer: accountPayer(appId, wabaId), subject: wabaId, limit, code };
    }
    if (kind === 'credit') {
      const limit = figures.creditCallsPerHour;
      return { budget: 'credit-calls', payer: `credit/${appId}`, subject: objectId, limit, code: 80008 };
    }
    if (token === 'app')
      return { budget: 'app-calls', payer: `app/${appId}`, subject: appId, limit: figures.appCallsPerHour, code: 4 };
    if (token !== 'user') return undefined;
    const { userId = caller.id } = caller;
    return { budget: 'user-calls', payer: `user/${userId}`, subject: appId, limit: figures.userCallsPerHour, code: 17 };
  }

  return (call) => {
    const kind = purse(call.route);
    if (kind === 'none') return undefined;
    if (kind === 'caller' && call.caller?.kind === 'system-user') return undefined;
    const inForce = world.rules.of(kind === 'permissions' ? call.objectId : ALL_NUMBERS);
    const item = itemOf(kind, call, inForce.figures);
    if (!item || inForce.off.has(item.budget)) return undefined;
    const { budget, payer, subject, limit, code } = item;
    const now = world.now();
    const spent = world.rates.calls(payer);
    spent.add(now);
    const calls = spent.at(now);
    const regainMs = calls < limit ? 0 : spent.untilBelow(limit, now);
    return { budget, subject, calls, limit, regainMs, ...(calls > limit && { refusal: refusalOf(code, budget) }) };
  };
}
