/**
 * Reads `waproof.yml`: how an existing integration is started and what it calls things. Everything has a default; flags win
 * over the file.
 */
import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';
import { duration } from '../core/durations.js';
import { nearest } from '../core/nearest.js';
import { UsageError } from '../core/usage-error.js';
import type { Config } from './config.js';

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
    })
    .prefault({}),
  mock: z
    .strictObject({
      accessToken: z.string().min(1).optional(),
      appSecret: z.string().min(1).optional(),
      verifyToken: z.string().min(1).optional(),
      phoneNumberId: z.string().regex(/^\d+$/).optional(),
      wabaId: z.string().regex(/^\d+$/).optional(),
    })
    .prefault({}),
});

const known = (path: readonly PropertyKey[]): string[] => {
  const section = configSchema.shape[path[0] as keyof typeof configSchema.shape];
  return Object.keys(section ? section.unwrap().shape : configSchema.shape);
};

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.');
  if (issue.code !== 'unrecognized_keys') return `${path || 'file'}: ${issue.message}`;
  return issue.keys
    .map((key) => {
      const near = nearest(key, known(issue.path));
      return `${path ? `${path}.` : ''}${key}: unknown key; accepted: ${known(issue.path).join(', ')}${near ? `; did you mean ${near}?` : ''}`;
    })
    .join('; ');
}

/** @throws UsageError naming every problem of the file. */
export function readConfig(file: string): Config {
  let document: unknown;
  try {
    document = parse(readFileSync(file, 'utf8')) ?? {};
  } catch (error) {
    if (error instanceof YAMLParseError) throw new UsageError(`${file} is not valid YAML: ${error.message}`);
    throw new UsageError(`cannot read ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = configSchema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is not a valid waproof.yml:`, parsed.error.issues.map(describeIssue));
}
