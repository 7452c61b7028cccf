/**
 * A mock on a free port of the loopback interface, as the conformance tests speak to it: over HTTP, on real time. The
 * wall is held at one day, so that the living range of Graph versions does not change with the calendar.
 */

import { type Clock, createSystemClock } from '../../core/clock.js';
import type { PlannedFault } from '../../core/history.js';
import type { Observation, ObservationKind, Observed } from '../../core/observations.js';
import { createRandom } from '../../core/random.js';
import { createRecorder } from '../../core/recorder.js';
import { bringIntoPlay, findFault } from '../../mock-server/faults/catalogue.js';
import type { TlsOptions } from '../../mock-server/http/run-certificates.js';
import { createMock, type Mock } from '../../mock-server/mock.js';
import type { RuleOptions } from '../../mock-server/policy/rule-options.js';

export const TODAY = Date.UTC(2026, 10, 22);
export const TOKEN = 'EAAwaproof';
export const MESSAGES = '/v23.0/100000000000001/messages';

/** Real time, `speed` times as fast: half a second of a message's life passes in a moment. */
export function createFastClock(speed: number): Clock {
  const system = createSystemClock();
  const now = () => system.now() * speed;
  return {
    now,
    wallTime: () => TODAY + now(),
    schedule: (delayMs, action) => system.schedule(delayMs / speed, action),
  };
}

export interface GraphAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as JSON, `undefined` when it is none. */
  readonly json: unknown;
}

export interface CallOptions {
  readonly method?: string;
  /** Default: the right token and a JSON body. A header that is `undefined` is left out. */
  readonly headers?: Readonly<Record<string, string | undefined>>;
  /** Objects are sent as JSON, texts as they stand. */
  readonly body?: unknown;
}

export interface ServedMock {
  readonly url: string;
  readonly mock: Mock;
  readonly observations: readonly Observation[];
  observed<Kind extends ObservationKind>(kind: Kind): Observed<Kind>[];
  /** The observation of the newest Graph call. */
  lastCall(): Observed<'graph.call'>;
  call(path: string, options?: CallOptions): Promise<GraphAnswer>;
  /** A send: what is given is added to the envelope that every send has. */
  send(parts: Readonly<Record<string, unknown>>): Promise<GraphAnswer>;
  /** Makes exactly this fault active. */
  trouble(name: string, parameters?: Readonly<Record<string, unknown>>): void;
  /** Waits until something is so; fails after a few seconds, and says so if the clock is paused. */
  until(isSo: () => boolean, what: string): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;
/** What is under way over a socket is there sooner. */
const PATIENCE_WHILE_PAUSED_MS = 1_000;

/** Tests ask more in a second than a business in an hour: what is counted by rate is counted, and never too much. */
export const UNHURRIED: RuleOptions = {
  figures: {
    throughputPerSecond: 1e9,
    pairIntervalMs: 0,
    accountCallsPerHour: 1e9,
    newAccountCallsPerHour: 1e9,
    creditCallsPerHour: 1e9,
    appCallsPerHour: 1e9,
    userCallsPerHour: 1e9,
    callPermissionReadsPerHour: 1e9,
  },
};

/** For tests of what becomes of a message to somebody who has not written. */
export const UNASKED: RuleOptions = { ...UNHURRIED, off: ['service-window'] };

export interface ServeOptions {
  /** How fast time passes. Default: as it does. */
  readonly speed?: number;
  /** How far the wall is ahead of the usual day; asked each time. */
  readonly aheadMs?: () => number;
  /** Default: `UNHURRIED`; `{}` is production. */
  readonly rules?: RuleOptions;
  /** Certificates, of the mock and of its webhooks. */
  readonly tls?: TlsOptions | undefined;
}

export async function serveMock({
  speed = 1,
  aheadMs = () => 0,
  rules = UNHURRIED,
  tls,
}: ServeOptions = {}): Promise<ServedMock> {
  const usual = createFastClock(speed);
  const clock: Clock = { ...usual, wallTime: () => usual.wallTime() + aheadMs() };
  const recorder = createRecorder(clock);
  const observations: Observation[] = [];
  recorder.subscribe((observation) => void observations.push(observation));
  const mock = createMock({ clock, recorder, random: createRandom(1), host: '127.0.0.1', port: 0, rules, tls });
  const url = await mock.listen();

  const observed = <Kind extends ObservationKind>(kind: Kind) =>
    observations.filter((it): it is Observed<Kind> => it.kind === kind);

  async function call(path: string, { method = 'POST', headers = {}, body }: CallOptions = {}): Promise<GraphAnswer> {
    const all = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json', ...headers };
    const stated = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
    const payload = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await fetch(url + path, { method, headers: stated, body: payload });
    const text = await response.text();
    let json: unknown;
    try {
      json = JSON.parse(text);
    } catch {
      json = undefined;
    }
    return { status: response.status, headers: response.headers, text, json };
  }

  return {
    url,
    mock,
    observations,
    observed,
    call,
    lastCall() {
      const newest = observed('graph.call').at(-1);
      if (!newest) throw new Error('no Graph call was observed');
      return newest;
    },
    send: (parts) => call(MESSAGES, { body: { messaging_product: 'whatsapp', to: '15557770001', ...parts } }),
    trouble(name, given = {}) {
      const parameters = findFault(name)?.parameters.parse(given) as PlannedFault['parameters'];
      mock.faults.activate(bringIntoPlay([{ id: `${name}#1`, name, parameters }]));
    },
    async until(isSo, what) {
      const system = createSystemClock();
      while (!isSo()) {
        const { isPaused, isAdvancing, waiting } = mock.clock.state();
        if (isPaused && !isAdvancing && waiting > 0 && system.now() > PATIENCE_WHILE_PAUSED_MS)
          throw new Error(`waited in vain until ${what}: the test waits on a clock that nobody advances`);
        if (system.now() > PATIENCE_MS) throw new Error(`waited in vain until ${what}`);
        await new Promise<void>((resolve) => system.schedule(5, resolve));
      }
    },
    close: () => mock.close(),
  };
}
