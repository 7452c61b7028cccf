/** The load of a run, set going: who takes part, what the platform must hold for it, and the users and campaigns at work. */
import type { Random } from '../core/random.js';
import { type LoadPlay, playLoad } from '../loadgen/engine.js';
import type { Load } from '../loadgen/load.js';
import { scripts } from '../loadgen/scripts/index.js';
import type { Script } from '../loadgen/scripts/script.js';
import { createUsers, type User } from '../loadgen/users/create-users.js';
import type { Mock } from '../mock-server/mock.js';
import { nameUser } from '../mock-server/world/user-names.js';
import { type CampaignPlay, playCampaigns } from './campaign/play-campaigns.js';
import { postTrigger } from './campaign/post-trigger.js';
import { prepareWorld } from './campaign/prepare-world.js';
import type { Stage } from './run-scenario.js';
import { triggeredBy } from './scenario/campaign-form.js';
import type { Plan } from './scenario/plan.js';

/** Everybody who takes part. */
export interface Cast {
  /** Users who write, load after load. */
  readonly writers: readonly User[];
  /** Users whom campaigns reach, campaign after campaign; none of them writes. */
  readonly recipients: readonly User[];
}

/** Types of messages that hold a file. */
const WITH_FILES = new Set(['image', 'video', 'audio', 'document', 'sticker']);
/** Without a sign of life, so long. A subject may answer a trigger only when its campaign is over. */
const TRIGGER_TIMEOUT_MS = 60_000;
/** How patient users are: so many times as long as an answer usually takes, and never less than by default. */
const PATIENCE_FACTOR = 4;
const LEAST_PATIENCE_MS = 5_000;

const needsFiles = ({ loads }: Plan): boolean =>
  loads.some(({ says }) =>
    (scripts as Readonly<Record<string, Script>>)[says]?.lines.some(({ type }) => WITH_FILES.has(type)),
  );

/** A username for a share of the users of each load, so that the business does not see their numbers. */
export function hideNumbers(
  world: Mock['world'],
  loads: readonly Pick<Load, 'users' | 'withoutPhone'>[],
  writers: readonly User[],
  random: Random,
): void {
  let first = 0;
  for (const { users, withoutPhone = 0 } of loads) {
    const own = writers.slice(first, first + users);
    first += users;
    const drawn = own.map(({ waId }) => ({ waId, place: random.fork(waId).next() }));
    drawn.sort((a, b) => a.place - b.place);
    for (const { waId, place } of drawn.slice(0, Math.round(users * withoutPhone)))
      nameUser(
        world,
        waId,
        `user.${Math.floor(place * 36 ** 6)
          .toString(36)
          .padStart(4, '0')}`,
      );
  }
}

/** Makes everything that must be there before the first user writes. */
export async function prepareLoad({ options, mock }: Stage, random: Random): Promise<Cast> {
  const { loads, campaigns } = options.plan;
  const count = loads.reduce((sum, { users }) => sum + users, 0);
  const reached = campaigns.reduce((sum, { recipients }) => sum + recipients, 0);
  const all = createUsers(count + reached, random.fork('users'));
  const writers = all.slice(0, count);
  hideNumbers(mock.world, loads, writers, random.fork('without-phone'));
  if (campaigns.length > 0) prepareWorld(mock.world, campaigns);
  if (needsFiles(options.plan)) await mock.stockUserFiles();
  return { writers, recipients: all.slice(count) };
}

/** Users write through the mock, and hear when they were answered. */
export function startLoad({ options, recorder, mock }: Stage, random: Random, { writers }: Cast): LoadPlay {
  const { clock, plan, config } = options;
  const { thinkingMs = 0 } = { ...plan.expects, ...config.expects };
  const load = playLoad({
    clock,
    random: random.fork('load'),
    loads: plan.loads,
    users: writers,
    originMs: clock.now() - recorder.now(),
    patienceMs: Math.max(LEAST_PATIENCE_MS, PATIENCE_FACTOR * thinkingMs),
    write: ({ user, message, step, token, due, load: index }) => {
      const { agedByMs } = plan.loads[index] ?? {};
      return mock.write({ user: user.waId, name: user.name, content: { ...message }, step, token, due, agedByMs });
    },
    drop: (arrival) => recorder.record({ kind: 'arrival.dropped', ...arrival }),
  });
  recorder.subscribe((observation) => {
    if (observation.kind === 'graph.call' && observation.action === 'send' && observation.effect && observation.to)
      load.replied(observation.to, observation.message);
  });
  return load;
}

/** The subject is told to send its campaigns, on the host and port of its webhook and nowhere else. */
export function startCampaigns({ options, recorder }: Stage, { recipients }: Cast, webhookUrl: URL): CampaignPlay {
  const { clock, plan, config } = options;
  const isAble = { ...plan.expects, ...config.expects }.campaign !== false;
  const play = playCampaigns({
    clock,
    recorder,
    campaigns: isAble ? plan.campaigns.map((campaign) => triggeredBy(campaign, config.subject.campaign)) : [],
    users: recipients.map(({ waId }) => waId),
    post: (trigger) => postTrigger(webhookUrl.origin, trigger, TRIGGER_TIMEOUT_MS),
  });
  if (plan.campaigns.length > 0) recorder.subscribe(play.observe);
  return play;
}
