/**
 * Reads `waproof.yml`: how an existing integration is started, what it calls things, and the world that it meets.
 * Everything has a default; flags win over the file.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { duration } from '../core/durations.js';
import { UsageError } from '../core/usage-error.js';
import { mergeCredentials } from '../mock-server/world/world.js';
import { triggerForm } from './campaign/campaign.js';
import type { Config } from './config.js';
import { readDocument, type ScenarioDocument } from './scenario/document.js';
import { expectsForm, planExpectations } from './scenario/expects-form.js';
import type { JsonSchema } from './scenario/json-schema.js';
import { type Problem, problemsOf } from './scenario/problems.js';
import { worldForm } from './world/form.js';
import { planWorld } from './world/plan-world.js';
import { worldProblems } from './world/sanity.js';

const configSchema = z.strictObject({
  subject: z
    .strictObject({
      /** Shell command that starts the integration, as `--exec`. */
      exec: z.string().min(1).optional(),
      /** Names that the integration reads → texts with `${GRAPH_API_URL}` and the other standard names filled in. */
      env: z.record(z.string(), z.string()).default({}),
      /** Path of its webhook. */
      webhookPath: z.string().startsWith('/').default('/webhook'),
      /** How long it may take to start and answer the handshake. */
      readyWithin: duration.default(30_000),
      /** Version in the path that the integration is told to use. */
      graphVersion: z
        .string()
        .regex(/^v\d+\.\d+$/)
        .default('v23.0'),
      /** How it is told to start a campaign, in place of what a scenario says. */
      campaign: triggerForm.optional(),
    })
    .prefault({}),
  /** What is normal for it, in place of what a scenario says or what is learned. */
  expects: expectsForm.default({}),
  mock: z
    .strictObject({
      accessToken: z.string().min(1).optional(),
      appSecret: z.string().min(1).optional(),
      verifyToken: z.string().min(1).optional(),
      phoneNumberId: z.string().regex(/^\d+$/).optional(),
      wabaId: z.string().regex(/^\d+$/).optional(),
    })
    .prefault({}),
  /** What the mock holds besides its usual things. */
  world: worldForm.optional(),
});

const LONGEST_GOT = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > LONGEST_GOT ? `${text.slice(0, LONGEST_GOT)}…` : text;
}

/** `world.numbers[0].waba` */
const showPath = (path: readonly PropertyKey[]) =>
  path.reduce<string>(
    (text, key) => text + (typeof key === 'number' ? `[${key}]` : text ? `.${String(key)}` : String(key)),
    '',
  );

function showProblem({ path, atKey, what, got, accepted, meant }: Problem, document: ScenarioDocument): string {
  const { line, column } = atKey ? document.positionOfKey(path) : document.positionOf(path);
  const parts = [
    atKey ? 'unknown key' : what,
    got !== undefined && `got ${show(got)}`,
    accepted && accepted.length > 0 && `accepted: ${accepted.join(', ')}`,
    meant !== undefined && `did you mean ${meant}?`,
  ].filter((part) => typeof part === 'string');
  return `${line}:${column}  ${showPath(path) || 'file'}: ${parts.join('; ')}`;
}

function readYaml(file: string): ScenarioDocument {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const document = readDocument(text);
  const [mistake] = document.syntaxErrors;
  if (!mistake) return document;
  const { line, column } = mistake.position;
  throw new UsageError(`${file} is not valid YAML: ${mistake.message} at line ${line}, column ${column}`);
}

/** @throws UsageError naming every problem of the file, each with its line and column. */
export function readConfig(file: string): Config {
  const document = readYaml(file);
  const value = document.value ?? {};
  const parsed = configSchema.safeParse(value);
  const problems = parsed.success
    ? parsed.data.world
      ? worldProblems(parsed.data.world, parsed.data.mock).map((problem) => ({
          ...problem,
          path: ['world', ...problem.path],
        }))
      : []
    : parsed.error.issues.flatMap((issue) => problemsOf(issue, value, toJsonSchema()));
  if (!parsed.success || problems.length > 0)
    throw new UsageError(`${file} is not a valid waproof.yml:`, [
      ...new Set(problems.map((problem) => showProblem(problem, document))),
    ]);
  const { world, expects, ...given } = parsed.data;
  const rest = { ...given, expects: planExpectations(expects) };
  if (!world) return rest;
  return { ...rest, world: planWorld(world, mergeCredentials(rest.mock)) };
}

const toJsonSchema = (): JsonSchema => z.toJSONSchema(configSchema, { io: 'input', unrepresentable: 'any' });
