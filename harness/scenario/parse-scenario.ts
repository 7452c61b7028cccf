/**
 * A scenario file becomes a frozen plan, or one error that lists everything that is wrong with it, each with its place
 * in the file. Reading the file is the caller's business.
 */
import { UsageError } from '../../core/usage-error.js';
import type { ArrivalProcess } from '../../loadgen/arrivals/index.js';
import type { Load } from '../../loadgen/load.js';
import { planAdvances } from './advances.js';
import type { Catalogue } from './catalogue.js';
import { readDocument, type ScenarioDocument } from './document.js';
import { type LoadForm, type PartForm, type ScenarioForm, scenarioForm } from './form.js';
import { scenarioJsonSchema } from './json-schema.js';
import { planPhases } from './phases.js';
import type { Plan } from './plan.js';
import { type Problem, problemsOf } from './problems.js';
import { sanityProblems } from './sanity.js';

/** A scenario is a page or two; what is longer is some other file. */
const LONGEST_TEXT = 256 * 1_024;
const LONGEST_GOT = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_GOT ? `${text.slice(0, LONGEST_GOT)}…` : text;
}

/** `timeline[1].faults[0].graph.error.code` */
const showPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : text ? `.${String(key)}` : String(key)),
    '',
  );

function showProblem(problem: Problem, file: string, document: ScenarioDocument): string {
  const { path, atKey, what, got, accepted, meant } = problem;
  const { line, column } = atKey ? document.positionOfKey(path) : document.positionOf(path);
  const parts = [
    what,
    got !== undefined && `got ${show(got)}`,
    accepted && accepted.length > 0 && `accepted: ${accepted.join(', ')}`,
    meant !== undefined && `did you mean ${meant}?`,
  ].filter((part) => typeof part === 'string');
  return `${file}:${line}:${column}  ${showPath(path) || '(whole file)'}  ${parts.join('; ')}`;
}

function refuse(file: string, lines: readonly string[]): UsageError {
  return new UsageError(
    `${file} is no valid scenario: ${lines.length} ${lines.length === 1 ? 'problem' : 'problems'}`,
    lines,
  );
}

function planLoad({ users, arrivals, for: forMs, after, says }: LoadForm): Load {
  const [from, to] = arrivals.process === 'ramp' ? [arrivals.from, arrivals.to] : [arrivals.rate, arrivals.rate];
  const process: ArrivalProcess = arrivals.process;
  return { users, process, fromPerSecond: from, toPerSecond: to, fromMs: after, toMs: after + forMs, says };
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const isPart = (step: ScenarioForm['timeline'][number]): step is PartForm => !('advance' in step);

function buildPlan(form: ScenarioForm): Plan {
  const loads = form.load.map(planLoad);
  const durationMs = Math.max(...loads.map(({ toMs }) => toMs));
  const { replies } = form.expects;
  return deepFreeze({
    name: form.name,
    title: form.title,
    about: form.about,
    seed: form.seed,
    loads,
    durationMs,
    phases: planPhases(form.always, form.timeline.filter(isPart), durationMs),
    advances: planAdvances(form.timeline),
    settleMs: form.settle,
    webhooks: planWebhooks(form.webhooks),
    checks: form.checks.map(({ name, stated }) => ({ check: name, parameters: stated })),
    expects: replies === undefined ? {} : { replies },
    probes: form.probes,
  });
}

function planWebhooks({ timeout, retry, success, retryTo, batch }: ScenarioForm['webhooks']): Plan['webhooks'] {
  const { updates, within } = batch ?? {};
  return {
    timeoutMs: timeout,
    retryMs: retry,
    success,
    retryTo,
    batch: updates === undefined || within === undefined ? undefined : { updates, withinMs: within },
  };
}

/**
 * @param file its name, for messages
 * @throws UsageError with every problem at once, each as `file:line:column  path  what is wrong; got …; accepted: …`
 */
export function parseScenario(text: string, file: string, catalogue: Catalogue): Plan {
  if (text.length > LONGEST_TEXT)
    throw refuse(file, [`${file}  ${text.length} characters; a scenario has at most ${LONGEST_TEXT}`]);
  const document = readDocument(text);
  const { value, syntaxErrors } = document;
  if (syntaxErrors.length > 0) {
    const lines = syntaxErrors.map(
      ({ position, message }) => `${file}:${position.line}:${position.column}  not YAML: ${message}`,
    );
    throw refuse(file, lines);
  }
  const schema = scenarioJsonSchema(catalogue);
  const result = scenarioForm(catalogue).safeParse(value);
  const problems = [
    ...(result.error?.issues ?? []).flatMap((issue) => problemsOf(issue, value, schema)),
    ...sanityProblems(value, catalogue, schema),
  ];
  if (!result.success || problems.length > 0) {
    const lines = [...new Set(problems.map((problem) => showProblem(problem, file, document)))];
    throw refuse(file, lines);
  }
  return buildPlan(result.data);
}
