/**
 * `/_waproof/numbers/:id`: the rules as they hold for a number, how far it has used them up, and its state; all of it can
 * be set. `/_waproof/numbers/all` sets the rules for every number that has no settings of its own, and those that belong
 * to no number. What is set here is not reviewed, refused or announced as Meta would: only an upgrade of the throughput
 * takes its minute and tells of its end.
 */
import { Router } from 'express';
import { z } from 'zod';
import { UsageError } from '../../../core/usage-error.js';
import { accountCallLimit, accountPayer } from '../../policy/call-budgets.js';
import { recentRegistrations } from '../../policy/registration-limit.js';
import { throughputOf } from '../../policy/throughput.js';
import { beginUpgrade, cancelUpgrade, isUpgrading } from '../../policy/throughput-upgrade.js';
import { apps, numbers, type PhoneNumber } from '../../world/accounts.js';
import { ALL_NUMBERS, FIGURES_OF_ALL, type RuleFigures, ruleSettings } from '../../world/rule-settings.js';
import type { World } from '../../world/world.js';
import type { ControlDeps } from './deps.js';
import { parseBody } from './parse-body.js';
import { figuresBody, offBody } from './rule-bodies.js';

const allBody = z.strictObject({ figures: figuresBody.optional(), off: offBody.optional() });
const ofNoNumber = (figures: object): string[] => FIGURES_OF_ALL.filter((name) => name in figures);
const numberBody = z.strictObject({
  figures: figuresBody
    .refine((figures) => ofNoNumber(figures).length === 0, {
      error: ({ input }) => `${ofNoNumber(Object(input)).join(', ')}: belongs to no number, set it for all`,
    })
    .optional(),
  off: offBody.optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  status: z.enum(['CONNECTED', 'DISCONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED', 'BANNED']).optional(),
  messagingLimit: z
    .enum(['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED', 'TIER_NOT_SET'])
    .optional(),
  throughputLevel: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']).optional(),
  accountMode: z.enum(['LIVE', 'SANDBOX']).optional(),
  isCoexistence: z.boolean().optional(),
});

/** @throws UsageError for a number that there is not. */
function knownNumber(world: World, id: string): PhoneNumber {
  const all = world.of(numbers);
  const number = all.get(id);
  if (number) return number;
  const served = all.all().map((other) => other.id);
  throw new UsageError(`number ${id} is not served here: expected ${served.slice(0, 20).join(' or ')}, or all`);
}

/** Merges settings into those before; a figure of `null` is the usual one again. */
function set(world: World, id: string, given: z.output<typeof allBody>): void {
  if (given.figures === undefined && given.off === undefined) return;
  const all = world.of(ruleSettings);
  const known = all.get(id);
  const merged = Object.entries({ ...known?.figures, ...given.figures }).filter(
    ([, value]) => (value ?? null) !== null,
  );
  const figures = Object.fromEntries(merged) as Partial<RuleFigures>;
  all.put({ id, figures, off: given.off ?? known?.off ?? [] });
}

const rulesOf = (world: World, id: string) => {
  const { figures, off } = world.rules.of(id);
  return { figures, off: [...off] };
};

/** What was counted so far, of all that is counted by number. */
function countersOf(world: World, number: PhoneNumber) {
  const now = world.now();
  const { figures } = world.rules.of(ALL_NUMBERS);
  return {
    messagesInLastSecond: world.rates.messages(number.id).at(now),
    throughputPerSecond: throughputOf(number, world),
    isUpgrading: isUpgrading(number.id, world),
    registrationsIn72h: recentRegistrations(number.id, 'register', world),
    deregistrationsIn72h: recentRegistrations(number.id, 'deregister', world),
    accountCallsInLastHour: Object.fromEntries(
      world
        .of(apps)
        .all()
        .map(({ id }) => [id, world.rates.calls(accountPayer(id, number.wabaId)).at(now)]),
    ),
    accountCallsPerHour: accountCallLimit(number.wabaId, figures, world),
  };
}

const shown = (world: World, number: PhoneNumber) => ({
  id: number.id,
  ...rulesOf(world, number.id),
  quality: number.qualityRating,
  status: number.status,
  messagingLimit: number.messagingLimit,
  throughputLevel: number.throughputLevel,
  accountMode: number.accountMode,
  isCoexistence: number.isCoexistence ?? false,
  counters: countersOf(world, number),
});

/** To HIGH by an upgrade; any other level at once. */
function setLevel(world: World, number: PhoneNumber, level: PhoneNumber['throughputLevel']): void {
  if (level === 'HIGH' && number.throughputLevel !== 'HIGH') return beginUpgrade(number.id, world);
  cancelUpgrade(number.id, world);
  world.of(numbers).update(number.id, { throughputLevel: level });
}

function setNumber(world: World, number: PhoneNumber, body: z.output<typeof numberBody>): void {
  const { quality, status, messagingLimit, throughputLevel, accountMode, isCoexistence } = body;
  set(world, number.id, body);
  world.of(numbers).update(number.id, {
    ...(quality !== undefined && { qualityRating: quality }),
    ...(status !== undefined && { status }),
    ...(messagingLimit !== undefined && { messagingLimit }),
    ...(accountMode !== undefined && { accountMode }),
    ...(isCoexistence !== undefined && { isCoexistence }),
  });
  if (throughputLevel !== undefined) setLevel(world, knownNumber(world, number.id), throughputLevel);
}

export function numberRoutes({ world }: ControlDeps): Router {
  const router = Router();
  router.get('/numbers', (_request, response) => {
    response.json({
      numbers: world
        .of(numbers)
        .all()
        .map(({ id, wabaId, displayPhoneNumber, status }) => ({ id, wabaId, displayPhoneNumber, status })),
    });
  });
  router.get('/numbers/all', (_request, response) => {
    response.json({ id: ALL_NUMBERS, ...rulesOf(world, ALL_NUMBERS) });
  });
  router.post('/numbers/all', (request, response) => {
    set(world, ALL_NUMBERS, parseBody(allBody, request.body, 'the rules cannot be set:'));
    response.json({ id: ALL_NUMBERS, ...rulesOf(world, ALL_NUMBERS) });
  });
  router.get('/numbers/:id', (request, response) => {
    response.json(shown(world, knownNumber(world, request.params.id)));
  });
  router.post('/numbers/:id', (request, response) => {
    const number = knownNumber(world, request.params.id);
    setNumber(world, number, parseBody(numberBody, request.body, 'the number cannot be set up:'));
    response.json(shown(world, knownNumber(world, number.id)));
  });
  return router;
}
