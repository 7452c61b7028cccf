/**
 * Batch requests: up to 50 calls in one (Graph, "Batch Requests"). Each entry is a call of its own, with its own faults
 * and its own place in the history; entries that depend on others wait for them. An entry whose answer is lost is
 * `null`, as one that ran out of time. References are `{result=name:$.path}` with names, indexes and `*`; other JSONPath
 * is not simulated. `attached_files` names files of the multipart body.
 */
import { graphError, parameterError } from '../errors/graph-error.js';
import { stringifyForGraph } from '../errors/json-escapes.js';
import { UNDISTURBED } from '../faults/board.js';
import { fromJson } from '../graph/parameters.js';
import type { Routed } from '../graph/router.js';
import { type BatchEntry, readBatch } from './batch-entries.js';
import { resolveReferences } from './batch-references.js';
import { type Call, type Content, type Outcome, type Part, refused } from './call.js';
import type { Perform } from './perform.js';
import { parseParameters } from './read-body.js';
import type { Render, Rendered } from './render.js';

export interface BatchDeps {
  readonly perform: Perform;
  readonly route: (method: string, path: string) => Routed;
  readonly render: Render;
  /** Milliseconds since recording began. */
  readonly now: () => number;
}

const isFalse = (value: unknown) => value === false || value === 'false' || value === '0' || value === 0;

function refusal(error: ReturnType<typeof graphError>): Outcome {
  return { answer: refused(error), strikes: UNDISTURBED };
}

/** `name, value, name, value` as Graph writes headers into a batch. */
function headerList(headers: readonly string[]): { name: string; value: string }[] {
  const list: { name: string; value: string }[] = [];
  for (let i = 0; i + 1 < headers.length; i += 2) list.push({ name: headers[i] ?? '', value: headers[i + 1] ?? '' });
  return list;
}

/** What a batch says of its caller, for the entries that do not say it themselves. */
function identityOf({ access_token, appsecret_proof, appsecret_time }: Content['parameters']): Content['parameters'] {
  const said = Object.entries({ access_token, appsecret_proof, appsecret_time });
  return Object.fromEntries(said.filter(([, value]) => value !== undefined));
}

/** The way of a call that may be a batch; all others go on as they are. */
export function withBatches(deps: BatchDeps): Perform {
  const { perform, route, render, now } = deps;

  /** The entry as a call; what it does not say itself, its token for one, comes from the batch. */
  function partOf(batch: Call, content: Content, entry: BatchEntry): { call: Call; content: Content } {
    const [path = '/', query = ''] = entry.relativeUrl.split('?', 2);
    const method = entry.method;
    const type = entry.body.trimStart().startsWith('{') ? 'application/json' : 'application/x-www-form-urlencoded';
    const own = parseParameters(entry.body, type, query);
    const hasOwnToken = own.access_token !== undefined;
    const inherited = hasOwnToken ? {} : identityOf(content.parameters);
    const fromBatch = (name: string) => (hasOwnToken && name === 'authorization' ? undefined : batch.header(name));
    const address = new URL(path, batch.address()).href;
    return {
      call: {
        method,
        routed: route(method, batchPath(path, batch)),
        receivedAt: now(),
        servedBy: batch.servedBy,
        header: (name) => entry.headers.get(name) ?? fromBatch(name),
        address: () => address,
        remoteAddress: batch.remoteAddress,
        connection: batch.connection,
        replacedBy: batch.replacedBy,
      },
      content: {
        parameters: { ...inherited, ...own },
        files: Object.fromEntries(
          entry.attachedFiles.flatMap((name) => {
            const file = content.files[name];
            return file ? [[name, file]] : [];
          }),
        ),
      },
    };
  }

  function run(call: Call, content: Content, entries: readonly BatchEntry[], done: (outcome: Outcome) => void): void {
    const parts: (Part | undefined)[] = entries.map(() => undefined);
    const texts = new Map<string, Rendered>();
    const started = new Set<number>();
    let left = entries.length;

    const isReady = (entry: BatchEntry) => entry.needs.every((name) => texts.has(name));
    const startReady = () => {
      for (const [index, entry] of entries.entries()) {
        if (started.has(index) || !isReady(entry)) continue;
        started.add(index);
        start(index, entry);
      }
    };
    const rendered: (Rendered | null)[] = entries.map(() => null);

    function start(index: number, entry: BatchEntry): void {
      const resolved = resolveReferences(entry, (name) => texts.get(name)?.text);
      const part = partOf(call, content, 'refusal' in resolved ? entry : resolved);
      const conclude = (outcome: Outcome) => {
        parts[index] = { call: part.call, outcome };
        const answer = outcome.ending ? null : render(part.call, outcome.answer);
        rendered[index] = answer;
        if (entry.name !== undefined) texts.set(entry.name, answer ?? LOST);
        left--;
        if (left === 0) finish();
        else startReady();
      };
      if ('refusal' in resolved) conclude(refusal(resolved.refusal));
      else perform(part.call, part.content, conclude);
    }

    function finish(): void {
      const withHeaders = !isFalse(content.parameters.include_headers);
      const body = rendered.map((answer, index) => {
        if (answer === null || (entries[index]?.omitsSuccess && answer.status === 200)) return null;
        return {
          code: answer.status,
          ...(withHeaders && { headers: headerList(answer.headers) }),
          body: answer.text,
        };
      });
      const effect = parts.some((part) => part?.outcome.answer.effect === true);
      done({
        answer: { status: 200, text: stringifyForGraph(body), effect },
        strikes: UNDISTURBED,
        route: 'POST / (batch)',
        parts: parts.flatMap((part) => (part ? [part] : [])),
      });
    }

    startReady();
  }

  return (call, content, done) => {
    const { batch } = content.parameters;
    if (call.refusal || call.method !== 'POST' || batch === undefined || !['/', '/me'].includes(call.routed.path))
      return perform(call, content, done);
    const entries = readBatch(fromJson(batch));
    if ('problem' in entries) return done(refusal(parameterError(entries.problem)));
    if (entries.list.length > MOST_ENTRIES)
      return done(
        refusal(
          graphError(100, {
            type: 'GraphBatchException',
            message: `Too many requests in batch message. Maximum batch size is ${MOST_ENTRIES}`,
          }),
        ),
      );
    run(call, content, entries.list, done);
  };
}

/** Graph, "Batch Requests". */
const MOST_ENTRIES = 50;
/** What others see of an entry whose answer is lost. */
const LOST: Rendered = { status: 500, headers: [], text: '' };

/** The entry's path with a leading slash; without a version of its own it has that of the batch. */
function batchPath(path: string, batch: Call): string {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const { version } = batch.routed;
  return version === undefined || /^\/v\d/.test(rooted) ? rooted : `/${version}${rooted}`;
}
