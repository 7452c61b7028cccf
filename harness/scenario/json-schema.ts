/**
 * The form of a scenario as JSON Schema: published for editors, and read by the messages of `parseScenario` to say
 * what would have been accepted at a place.
 */
import { z } from 'zod';
import { duration, rate } from '../../core/durations.js';
import { advanceForm } from './advances.js';
import { campaignForm } from './campaign-form.js';
import type { Catalogue, CatalogueEntry } from './catalogue.js';
import { partForm, scenarioForm, talkForm } from './form.js';

export type JsonSchema = { readonly [key: string]: unknown };

const ABOUT: Readonly<Record<string, string>> = {
  name: 'Lower-case words joined by hyphens; names the run in reports.',
  title: 'One line for people.',
  about: 'What the scenario models.',
  seed: 'The same seed gives the same users, arrivals and faults. Default: drawn anew for each run.',
  load: 'Who writes, how often, for how long; and campaigns that the subject is told to send.',
  timeline:
    'Which faults are active when, and when time passes. Parts may overlap or leave gaps; a calm opening teaches what is normal.',
  always: 'Faults that are active in the whole run.',
  settle: 'How long stragglers are waited for after the load. Default 10s.',
  checks: 'What is judged.',
  expects: 'What is normal, stated instead of learned in the calm opening.',
  webhooks: 'How deliveries are timed out, batched and tried again, and what ends one.',
  probes: 'Whether forged deliveries are sent as well. Default true.',
};

const ADVANCE =
  "The platform's time moves forward: at this moment of the run, or when what is listed before has ended.";

const CAMPAIGN = 'The subject is told, over its own HTTP API, to send a template to many users.';

function toJsonSchema(schema: z.ZodType): JsonSchema {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    io: 'input',
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      if (zodSchema === duration) jsonSchema.description = 'A duration such as 250ms, 30s, 5m; or 0.';
      if (zodSchema === rate) jsonSchema.description = 'A rate such as 20/s, 30/m.';
    },
  });
  return json;
}

/** A bare name, or an object with that name as its only key. */
function entrySchema(known: Readonly<Record<string, CatalogueEntry>>): JsonSchema {
  const properties = Object.fromEntries(
    Object.entries(known).map(([name, { summary, parameters }]) => {
      const schema = { ...toJsonSchema(parameters), description: summary };
      return [name, { anyOf: [schema, { type: 'null' }] }];
    }),
  );
  return {
    anyOf: [
      { enum: Object.keys(known) },
      { type: 'object', properties, additionalProperties: false, minProperties: 1, maxProperties: 1 },
    ],
  };
}

/** JSON Schema (draft 2020-12) of scenario files, with the parameters of every fault and check. */
export function scenarioJsonSchema(catalogue: Catalogue): JsonSchema {
  const form = toJsonSchema(scenarioForm(catalogue)) as { properties: Record<string, JsonSchema> };
  const faults = { type: 'array', items: entrySchema(catalogue.faults) };
  const plainPart = toJsonSchema(partForm(catalogue)) as { properties: Record<string, JsonSchema> };
  const part = { ...plainPart, properties: { ...plainPart.properties, faults } };
  const advance = { ...toJsonSchema(advanceForm), description: ADVANCE };
  const campaign = { ...toJsonSchema(campaignForm), description: CAMPAIGN };
  const properties: Record<string, JsonSchema> = {
    ...form.properties,
    load: { ...form.properties.load, items: { anyOf: [toJsonSchema(talkForm(catalogue)), campaign] } },
    timeline: { ...form.properties.timeline, items: { anyOf: [part, advance] } },
    always: faults,
    checks: { type: 'array', minItems: 1, items: entrySchema(catalogue.checks) },
  };
  for (const [key, description] of Object.entries(ABOUT)) properties[key] = { ...properties[key], description };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'A waproof scenario',
    ...form,
    properties,
  };
}
