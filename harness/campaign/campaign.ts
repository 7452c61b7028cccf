/**
 * A campaign: at its time the subject is told, over its own HTTP API, to send a template to many users, as an operator
 * does who presses a button in the back office. What it is told, and how, is stated by the scenario; `waproof.yml` states
 * another way for an integration whose API differs.
 */
import { z } from 'zod';
import type { PlannedCampaign } from '../../core/history.js';
import type { WaId } from '../../core/ids.js';

/** JSON; `${recipients}` and the other names may stand anywhere in its texts. */
const DEFAULT_BODY = {
  campaign: `\${campaign}`,
  template: `\${template}`,
  language: `\${language}`,
  recipients: `\${recipients}`,
};

const MOST_HEADERS = 20;

/** How the subject is told. */
export const triggerForm = z.strictObject({
  method: z.enum(['POST', 'PUT', 'PATCH']).default('POST'),
  /** On the host and port of the subject's webhook. */
  path: z
    .string()
    .regex(/^\/(?!\/)\S*$/, 'expected a path on the subject, such as /campaign')
    .max(1_000)
    .default('/campaign'),
  headers: z
    .record(
      z.string().regex(/^[\w-]+$/, 'expected the name of a header'),
      z
        .string()
        .regex(/^[^\r\n]*$/)
        .max(2_000),
    )
    .refine((headers) => Object.keys(headers).length <= MOST_HEADERS, `expected at most ${MOST_HEADERS} headers`)
    .default({}),
  /** A text, or JSON. */
  body: z.union([z.string().max(10_000), z.record(z.string(), z.unknown())]).default(DEFAULT_BODY),
});

export type Trigger = z.output<typeof triggerForm>;

/** What is filled in. */
export interface TriggerValues {
  /** The campaign's number in the plan: the same when the trigger is posted again. */
  readonly campaign: string;
  readonly template: string;
  readonly language: string;
  /** Phone numbers as digits. */
  readonly recipients: readonly WaId[];
}

export const TEMPLATE_CATEGORIES = ['marketing', 'utility'] as const;

/** A campaign as a scenario plans it. */
export interface Campaign extends PlannedCampaign {
  readonly category: (typeof TEMPLATE_CATEGORIES)[number];
  readonly trigger: Trigger;
}

const PLACE = /\$\{(campaign|template|language|recipients)\}/g;
const ALONE = /^\$\{recipients\}$/;

/** In a text, recipients are a JSON array. */
function fillText(text: string, values: TriggerValues): string {
  return text.replace(PLACE, (_, name: keyof TriggerValues) => {
    const value = values[name];
    return typeof value === 'string' ? value : JSON.stringify(value);
  });
}

/** In JSON, a text that is nothing but `${recipients}` becomes the array itself. */
function fillJson(value: unknown, values: TriggerValues): unknown {
  if (typeof value === 'string') return ALONE.test(value) ? values.recipients : fillText(value, values);
  if (Array.isArray(value)) return value.map((inner) => fillJson(inner, values));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, fillJson(inner, values)]));
}

/** What is posted. */
export interface FilledTrigger {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export function fillTrigger({ method, path, headers, body }: Trigger, values: TriggerValues): FilledTrigger {
  const filled = Object.entries(headers).map(([name, text]) => [name.toLowerCase(), fillText(text, values)]);
  return {
    method,
    path: path.replace(PLACE, (_, name: keyof TriggerValues) => encodeURIComponent(fillText(`\${${name}}`, values))),
    headers: { 'content-type': 'application/json', ...Object.fromEntries(filled) },
    body: typeof body === 'string' ? fillText(body, values) : JSON.stringify(fillJson(body, values)),
  };
}
