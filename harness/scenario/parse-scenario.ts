/**
 * A scenario file becomes a frozen plan, or one error that lists everything that is wrong with it, each with its place
 * in the file. Reading the file is the caller's business.
 */
import { UsageError } from '../../core/usage-error.js';
import type { Load } from '../../loadgen/load.js';
import { planAdvances } from './advances.js';
import { type CampaignForm, planCampaign } from './campaign-form.js';
import type { Catalogue } from './catalogue.js';
import { readDocument, type ScenarioDocument } from './document.js';
import { planExpectations } from './expects-form.js';
import { type PartForm, type ScenarioForm, scenarioForm, type TalkForm } from './form.js';
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

function planArrivals(arrivals: TalkForm['arrivals'], durationMs: number) {
  const steady = (perSecond: number) => ({ fromPerSecond: perSecond, toPerSecond: perSecond });
  switch (arrivals.process) {
    case 'ramp':
      return { fromPerSecond: arrivals.from, toPerSecond: arrivals.to };
    case 'spike': {
      const { base, peak, at, for: forMs } = arrivals;
      return { ...steady(base), peak: { perSecond: peak, atMs: at, forMs, periodMs: durationMs } };
    }
    case 'diurnal': {
      const { trough, peak, period = durationMs } = arrivals;
      return { ...steady(trough), peak: { perSecond: peak, atMs: 0, forMs: durationMs, periodMs: period } };
    }
    default:
      return steady(arrivals.rate);
  }
}

function planLoad({ users, arrivals, for: forMs, after, says, withoutPhone, agedBy }: TalkForm): Load {
  return {
    users,
    process: arrivals.process,
    ...planArrivals(arrivals, forMs),
    fromMs: after,
    toMs: after + forMs,
    says,
    ...(withoutPhone !== undefined && { withoutPhone }),
    ...(agedBy !== undefined && { agedByMs: agedBy }),
  };
}

const isTalk = (load: TalkForm | CampaignForm): load is TalkForm => !('campaign' in load);
const isCampaign = (load: TalkForm | CampaignForm): load is CampaignForm => 'campaign' in load;

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

const isPart = (step: ScenarioForm['timeline'][number]): step is PartForm => !('advance' in step);

function buildPlan(form: ScenarioForm): Plan {
  const loads = form.load.filter(isTalk).map(planLoad);
  const campaigns = form.load.filter(isCampaign).map((campaign, index) => planCampaign(campaign, index + 1));
  const durationMs = Math.max(...[...loads, ...campaigns].map(({ toMs }) => toMs));
  return deepFreeze({
    name: form.name,
    title: form.title,
    about: form.about,
    seed: form.seed,
    loads,
    campaigns,
    durationMs,
    phases: planPhases(form.always, form.timeline.filter(isPart), durationMs),
    advances: planAdvances(form.timeline),
    settleMs: form.settle,
    webhooks: planWebhooks(form.webhooks),
    checks: form.checks.map(({ name, stated }) => ({ check: name, parameters: stated })),
    expects: planExpectations(form.expects),
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
