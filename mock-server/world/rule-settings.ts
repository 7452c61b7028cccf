/**
 * How strict the platform is: the figures of Meta's rules as in production, what a number has in place of them, and
 * which rules are switched off, for a number or for all.
 */
import { type Collection, defineCollection } from './collection.js';
import type { World } from './world.js';

/** Figures of the rules. Each rule's file says where its figure comes from. */
export interface RuleFigures {
  /** Messages a second, in and out together, of one number; after its upgrade; and while it is used with the app too. */
  readonly throughputPerSecond: number;
  readonly upgradedThroughputPerSecond: number;
  readonly coexistenceThroughputPerSecond: number;
  /** Users whom a portfolio must reach in 24 h for its numbers to be upgraded, and how long an upgrade takes. */
  readonly usersForUpgrade: number;
  readonly upgradeMs: number;
  /** A message from a number to a user in so many ms; 0: as many as they like. */
  readonly pairIntervalMs: number;
  /** Messages from a number to a user that may go within one such interval, on credit. */
  readonly pairBurst: number;
  /** Times that a number can be registered, and deregistered, in 72 hours. */
  readonly registrationsPer72h: number;
  /** Graph calls an hour of an app on the management edges of an account with and without a registered number. */
  readonly accountCallsPerHour: number;
  readonly newAccountCallsPerHour: number;
  /** Graph calls an hour of an app on lines of credit. */
  readonly creditCallsPerHour: number;
  /** Graph calls an hour on other edges with the token of an app, and of a person. Of `all` only, as all of calls. */
  readonly appCallsPerHour: number;
  readonly userCallsPerHour: number;
  /** Looks at whether users can be called, an hour and number. */
  readonly callPermissionReadsPerHour: number;
  /** How long free-form messages are possible after the user was last heard, in ms. */
  readonly serviceWindowMs: number;
  /** How long messages are free after the business answered somebody whom a button brought, in ms. */
  readonly entryPointMs: number;
  /** The same after an advertisement, since September 2026. */
  readonly adEntryPointMs: number;
  /** Users that may be reached outside of windows in 24 h, in place of what the portfolio's tier says. */
  readonly reachPerDay: number | undefined;
  /** Marketing templates to one user in 24 h, of all businesses together. */
  readonly marketingPerUserPerDay: number;
  /** Share of users who get no more marketing because others sent them enough: 0 to 1. */
  readonly marketingFullShare: number;
  /** Countries (ISO 3166 alpha-2) to whose users no marketing template goes. */
  readonly marketingPausedIn: readonly string[];
  /** Share of users who take part in an experiment: 0 to 1. */
  readonly experimentShare: number;
  /** Weight of blocks and reports at which a number's quality is YELLOW, RED, and at which it sends no more. */
  readonly feedbackForYellow: number;
  readonly feedbackForRed: number;
  readonly feedbackForSpam: number;
  /** Service messages of a number that are free each month, since October 2026. */
  readonly freeServicesPerMonth: number;
  /**
   * How long Meta's review of a template takes. In production minutes, up to 24 hours; none here unless it is set. Of
   * `all` only, as everything about templates: these belong to no number.
   */
  readonly reviewDelayMs: number;
  /** How long a template is paused for its quality, the first and the second time; the third disables it. */
  readonly firstPauseMs: number;
  readonly secondPauseMs: number;
  /** How long before another category is put into force it is announced. */
  readonly categoryNoticeMs: number;
  /** Messages of a new template after which pacing holds the others; 0: none are held (Meta does not say how many). */
  readonly pacingFirst: number;
  /** How long after the first held message it is decided what becomes of them. */
  readonly pacingDecisionMs: number;
  /** Deliveries in seven days from which a template is rated (assumed). */
  readonly templateRatedFrom: number;
  /** Share of blocks and reports in the deliveries of seven days from which the quality is medium, and low (assumed). */
  readonly templateYellowShare: number;
  readonly templateRedShare: number;
}

export const PRODUCTION: RuleFigures = {
  throughputPerSecond: 80,
  upgradedThroughputPerSecond: 1_000,
  coexistenceThroughputPerSecond: 20,
  usersForUpgrade: 100_000,
  upgradeMs: 60_000,
  pairIntervalMs: 6_000,
  pairBurst: 45,
  registrationsPer72h: 10,
  accountCallsPerHour: 5_000,
  newAccountCallsPerHour: 200,
  creditCallsPerHour: 5_000,
  appCallsPerHour: 200,
  userCallsPerHour: 200,
  callPermissionReadsPerHour: 5_000,
  serviceWindowMs: 86_400_000,
  entryPointMs: 3 * 86_400_000,
  adEntryPointMs: 7 * 86_400_000,
  reachPerDay: undefined,
  marketingPerUserPerDay: 2,
  marketingFullShare: 0,
  marketingPausedIn: [],
  experimentShare: 0,
  feedbackForYellow: 5,
  feedbackForRed: 10,
  feedbackForSpam: 20,
  freeServicesPerMonth: 1_000,
  reviewDelayMs: 0,
  firstPauseMs: 3 * 3_600_000,
  secondPauseMs: 6 * 3_600_000,
  categoryNoticeMs: 24 * 3_600_000,
  pacingFirst: 0,
  pacingDecisionMs: 3_600_000,
  templateRatedFrom: 20,
  templateYellowShare: 0.02,
  templateRedShare: 0.05,
};

/** Figures that belong to no number: only those of `all` hold. */
export const FIGURES_OF_ALL: readonly (keyof RuleFigures)[] = [
  'accountCallsPerHour',
  'newAccountCallsPerHour',
  'creditCallsPerHour',
  'appCallsPerHour',
  'userCallsPerHour',
  'reviewDelayMs',
  'firstPauseMs',
  'secondPauseMs',
  'categoryNoticeMs',
  'pacingFirst',
  'pacingDecisionMs',
  'templateRatedFrom',
  'templateYellowShare',
  'templateRedShare',
];

/** What differs from production; the id is a number's, or `all`. */
export interface RuleSettings {
  readonly id: string;
  readonly figures: Partial<RuleFigures>;
  /** Names of rules that are switched off. */
  readonly off: readonly string[];
}

export const ALL_NUMBERS = 'all';

export const ruleSettings = defineCollection<RuleSettings>({ name: 'ruleSettings', limit: 10_001 });

/** The rules as they hold for a number. */
export interface RulesInForce {
  readonly figures: RuleFigures;
  /** Names of rules that are switched off. */
  readonly off: ReadonlySet<string>;
}

export interface RuleBook {
  /** @param id a number's, or `all`. */
  of(id: string): RulesInForce;
}

/** Works out what holds once per number and change of the settings: every send asks. */
export function createRuleBook(settings: Collection<RuleSettings>): RuleBook {
  const own = new Map<string, RulesInForce>();
  let usual: RulesInForce = { figures: PRODUCTION, off: new Set() };
  let revision = -1;

  function workOut(): void {
    own.clear();
    const all = settings.get(ALL_NUMBERS);
    usual = { figures: { ...PRODUCTION, ...all?.figures }, off: new Set(all?.off) };
    for (const { id, figures, off } of settings.all())
      own.set(id, { figures: { ...usual.figures, ...figures }, off: new Set([...usual.off, ...off]) });
    revision = settings.revision;
  }

  return {
    of(id) {
      if (revision !== settings.revision) workOut();
      return own.get(id) ?? usual;
    },
  };
}

/** A figure as it holds for a number: its own, that of all, or production's. */
export const figureOf = <Name extends keyof RuleFigures>(
  world: World,
  phoneNumberId: string,
  name: Name,
): RuleFigures[Name] => world.rules.of(phoneNumberId).figures[name];

/** Whether a rule holds for a number. */
export const isRuleOn = (world: World, phoneNumberId: string, rule: string): boolean =>
  !world.rules.of(phoneNumberId).off.has(rule);
