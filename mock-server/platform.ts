/**
 * What faults of the platform do to it (`faults/platform.ts`): tokens, versions, limits, templates, the account and the
 * number of a fresh mock. They change the world as operations and commands do, so that rules refuse and webhooks tell as
 * always; what is undone is put back as it was found, unless it is gone by then.
 */
import type { Cancel } from '../core/clock.js';
import type { Recorder } from '../core/recorder.js';
import type { Limits, Platform } from './faults/platform.js';
import { createLayers } from './layers.js';
import { rateNumber } from './policy/number-quality.js';
import { takeTemplates } from './policy/template-loss.js';
import { refuseEnded } from './policy/token-refusals.js';
import { canExpire } from './policy/versions.js';
import { strangersNumber } from './webhooks/beside.js';
import type { Dispatcher } from './webhooks/dispatcher.js';
import { numbers, type PhoneNumber, type Restriction, wabas } from './world/accounts.js';
import { expiredVersions } from './world/expired-versions.js';
import { hasRoomForToken, mintToken } from './world/mint-token.js';
import { type RuleFigures, ruleSettings } from './world/rule-settings.js';
import { tokens } from './world/tokens.js';
import type { World } from './world/world.js';

export interface PlatformDeps {
  readonly world: World;
  readonly recorder: Recorder;
  readonly dispatcher: Pick<Dispatcher, 'status'>;
}

export interface ServedPlatform extends Platform {
  /** Tells of every token that is issued from now on, before the history does. */
  onToken(listener: (token: string) => void): Cancel;
}

const once = (act: () => void): Cancel => {
  let isDone = false;
  return () => {
    if (isDone) return;
    isDone = true;
    act();
  };
};

function figuresOf({ perSecond, pair }: Limits): Partial<RuleFigures> {
  return {
    ...(perSecond !== undefined && {
      throughputPerSecond: perSecond,
      upgradedThroughputPerSecond: perSecond,
      coexistenceThroughputPerSecond: perSecond,
    }),
    ...(pair && { pairBurst: pair.burst, pairIntervalMs: pair.everyMs }),
  };
}

type Tokens = Pick<ServedPlatform, 'onToken' | 'expireToken' | 'issueToken'>;

function tokensOf({ world, recorder }: PlatformDeps): Tokens {
  const listeners = new Set<(token: string) => void>();
  let newest: string = world.credentials.accessToken;
  /** A world that began afresh knows the first one only. */
  const inUse = () => world.of(tokens).get(newest) ?? world.of(tokens).get(world.credentials.accessToken);

  return {
    onToken(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    expireToken() {
      const token = inUse();
      if (!token || refuseEnded(token, world.now())) return false;
      world.of(tokens).update(token.id, { expiresAt: world.now() });
      recorder.record({ kind: 'token.changed', change: 'expired' });
      return true;
    },
    issueToken() {
      const old = inUse();
      if (!old || !hasRoomForToken(world)) return;
      const { id: _, issuedAt: __, expiresAt: ___, ended: ____, ...holder } = old;
      newest = mintToken(world, { ...holder, lifeMs: 0 }).id;
      for (const listener of listeners) listener(newest);
      recorder.record({ kind: 'token.changed', change: 'issued' });
    },
  };
}

function versionsOf({ world, recorder }: PlatformDeps): Pick<Platform, 'expireVersion'> {
  let last: string | undefined;
  const awaiting = new Set<(version: string) => void>();

  recorder.subscribe((observation) => {
    if (observation.kind !== 'graph.call' || observation.version === undefined) return;
    last = observation.version;
    if (awaiting.size === 0) return;
    for (const hear of [...awaiting]) hear(last);
  });

  return {
    expireVersion(version, expired) {
      const all = world.of(expiredVersions);
      let undo: Cancel = () => {};
      const expire = (named: string) => {
        awaiting.delete(expire);
        if (!canExpire(named) || all.get(named)) return;
        all.put({ id: named });
        undo = () => void all.remove(named);
        expired(named);
      };
      const known = version ?? last;
      if (known === undefined) awaiting.add(expire);
      else expire(known);
      return once(() => {
        awaiting.delete(expire);
        undo();
      });
    },
  };
}

interface Overlay {
  /** Figures as they were before anything was laid over. */
  readonly before: Partial<RuleFigures>;
  /** What was laid over last; and what is now. */
  readonly lowered: Partial<RuleFigures>;
  readonly wanted: Partial<RuleFigures>;
}

/** Puts `wanted` in place of what was laid over. What somebody else has set meanwhile stays. */
function layOver(world: World, id: string, { before, lowered, wanted }: Overlay): void {
  const all = world.of(ruleSettings);
  const { figures: now, off } = all.get(id) ?? { figures: {}, off: [] };
  const ours = (Object.keys(lowered) as (keyof RuleFigures)[]).filter((name) => now[name] === lowered[name]);
  const isOurs = (name: string) => ours.some((it) => it === name);
  const only = (figures: Partial<RuleFigures>, isMeant: (name: string) => boolean) =>
    Object.fromEntries(Object.entries(figures).filter(([name]) => isMeant(name)));
  const figures = { ...only(before, isOurs), ...only(now, (name) => !isOurs(name)), ...wanted };
  if (Object.keys(figures).length + off.length > 0) all.put({ id, figures, off });
  else all.remove(id);
}

function statesOf(world: World): Pick<Platform, 'lowerLimits' | 'lockAccount' | 'rateNumber'> {
  const { wabaId, phoneNumberId } = world.credentials;
  let lowered: Partial<RuleFigures> = {};
  const lower = createLayers({
    find: () =>
      world
        .of(numbers)
        .all()
        .map(({ id }) => ({ id, before: world.of(ruleSettings).get(id)?.figures ?? {} })),
    apply(found, wishes: readonly Partial<RuleFigures>[]) {
      const wanted: Partial<RuleFigures> = Object.assign({}, ...wishes);
      for (const { id, before } of found) layOver(world, id, { before, lowered, wanted });
      lowered = wanted;
    },
  });
  const lock = createLayers({
    find: () => world.of(wabas).get(wabaId)?.restriction,
    apply(found, wishes: readonly Restriction['state'][]) {
      const state = wishes.at(-1);
      world.of(wabas).update(wabaId, { restriction: state === undefined ? found : { state } });
    },
  });
  const rate = createLayers({
    find: () => world.of(numbers).get(phoneNumberId)?.qualityRating ?? 'UNKNOWN',
    apply: (found, wishes: readonly PhoneNumber['qualityRating'][]) =>
      rateNumber(world, phoneNumberId, wishes.at(-1) ?? found),
  });
  return { lowerLimits: (limits) => lower(figuresOf(limits)), lockAccount: lock, rateNumber: rate };
}

export function createPlatform(deps: PlatformDeps): ServedPlatform {
  const { world, dispatcher } = deps;
  const { wabaId, phoneNumberId } = world.credentials;
  return {
    ...tokensOf(deps),
    ...versionsOf(deps),
    ...statesOf(world),
    takeTemplates(as, name) {
      const { names, undo } = takeTemplates(world, wabaId, { as, name });
      return { names, undo: once(undo) };
    },
    tellIdleStatus(stranger, fault) {
      const user = strangersNumber(stranger);
      const message = world.receiveMessage(user);
      dispatcher.status({ phoneNumberId, user, message, status: 'delivered', reachedAt: world.now(), fault });
    },
  };
}
