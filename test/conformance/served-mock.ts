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
import { createMock, type Mock } from '../../mock-server/mock.js';

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
  /** Waits until something is so; fails after a few seconds. */
  until(isSo: () => boolean, what: string): Promise<void>;
  close(): Promise<void>;
}

const PATIENCE_MS = 5_000;

/** @param aheadMs how far the wall is ahead of the usual day; asked each time. */
export async function serveMock({ speed = 1, aheadMs = (): number => 0 } = {}): Promise<ServedMock> {
  const usual = createFastClock(speed);
  const clock: Clock = { ...usual, wallTime: () => usual.wallTime() + aheadMs() };
  const recorder = createRecorder(clock);
  const observations: Observation[] = [];
  recorder.subscribe((observation) => void observations.push(observation));
  const mock = createMock({ clock, recorder, random: createRandom(1), host: '127.0.0.1', port: 0 });
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
        if (system.now() > PATIENCE_MS) throw new Error(`waited in vain until ${what}`);
        await new Promise<void>((resolve) => system.schedule(5, resolve));
      }
    },
    close: () => mock.close(),
  };
}
