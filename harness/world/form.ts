/**
 * The form of `world:` in `waproof.yml`: keys, types, names. What refers to something else, and what a template says, is
 * looked at in sanity.ts. Ids may be written as numbers or as texts.
 */
import { z } from 'zod';
import { duration } from '../../core/durations.js';
import { PRODUCTION } from '../../mock-server/world/rule-settings.js';
import { QUALITY_SCORES, TEMPLATE_STATUSES } from '../../mock-server/world/templates.js';
import { SCOPES } from '../../mock-server/world/tokens.js';
import { WEBHOOK_FIELDS } from '../../mock-server/world/webhook-fields.js';

/** Of one kind; a world of more is made by a program, over the API. */
const MOST = 1_000;
const MOST_CUSTOMERS = 10_000;

const NO_ID = { error: 'expected an id of 1 to 20 digits' };
const id = z.union([z.string().regex(/^\d{1,20}$/, NO_ID), z.int().positive()], NO_ID).transform(String);
const name = z.string().min(1).max(256);
const list = <Entry extends z.ZodType>(entry: Entry, most = MOST) => z.array(entry).max(most).default([]);

const business = z.strictObject({ id, name, verified: z.boolean().default(true) });

const app = z.strictObject({
  id,
  name,
  business: id,
  /** Signs webhooks and `appsecret_proof`. */
  secret: z.string().min(1).max(256),
  webhook: z
    .strictObject({
      url: z.url({ protocol: /^https?$/, error: 'expected an http or https URL' }),
      /** Default: all. */
      fields: z.array(z.enum(WEBHOOK_FIELDS)).min(1).optional(),
    })
    .optional(),
});

const waba = z.strictObject({
  id,
  name,
  business: id,
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'expected a currency such as USD' })
    .default('USD'),
  timezone: z.string().default('1'),
  /** Apps that hear of the account. */
  apps: list(id, 50),
  /** Other businesses that may work on it. */
  sharedWith: list(id, 50),
  /** The catalogue that it is connected to. */
  catalog: id.optional(),
});

const phone = z.string().regex(/^\+?[\d\s()-]{7,30}$/, { error: 'expected a phone number such as +1 555 010 0009' });

const number = z.strictObject({
  id,
  waba: id,
  phone,
  name,
  status: z.enum(['CONNECTED', 'DISCONNECTED', 'PENDING', 'FLAGGED', 'RESTRICTED', 'BANNED']).default('CONNECTED'),
  quality: z.enum(QUALITY_SCORES).default('GREEN'),
  throughput: z.enum(['STANDARD', 'HIGH', 'NOT_APPLICABLE']).default('STANDARD'),
  messagingLimit: z
    .enum(['TIER_50', 'TIER_250', 'TIER_1K', 'TIER_2K', 'TIER_10K', 'TIER_100K', 'TIER_UNLIMITED'])
    .default('TIER_UNLIMITED'),
  mode: z.enum(['LIVE', 'SANDBOX']).default('LIVE'),
  pin: z
    .string()
    .regex(/^\d{6}$/, { error: 'expected six digits, in quotes' })
    .optional(),
});

const token = z.strictObject({
  token: z.string().regex(/^[\x21-\x7e]{1,512}$/, { error: 'expected 1 to 512 visible ASCII characters' }),
  app: id,
  kind: z.enum(['user', 'system-user']).default('system-user'),
  role: z.enum(['ADMIN', 'EMPLOYEE']).default('ADMIN'),
  /** Default: those of the mock's own token. */
  scopes: z.array(z.enum(SCOPES)).optional(),
  /** The only accounts that it may touch; default: all of its app's business. */
  wabas: z.array(id).min(1).max(MOST).optional(),
});

/** As for Graph, which is asked about it; `body` stands for the only component. */
const template = z.looseObject({
  waba: id.optional(),
  name: z.string().min(1).max(512),
  language: z.string().default('en_US'),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  body: z.string().optional(),
  components: z.array(z.record(z.string(), z.unknown())).optional(),
  parameter_format: z.enum(['POSITIONAL', 'NAMED']).optional(),
  status: z.enum(TEMPLATE_STATUSES).default('APPROVED'),
  quality: z.enum(QUALITY_SCORES).optional(),
});

const NO_PHONE = { error: 'expected 7 to 15 digits with the country code' };

const user = z.strictObject({
  /** Digits with the country code. */
  phone: z
    .union([z.string().regex(/^\d{7,15}$/, NO_PHONE), z.int().min(1_000_000).max(999_999_999_999_999)], NO_PHONE)
    .transform(String),
  name,
});

const product = z.strictObject({
  sku: z.string().min(1).max(100),
  name,
  /** In units of the currency: 12.5. */
  price: z.number().min(0).max(1e9),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, { error: 'expected a currency such as USD' })
    .default('USD'),
  availability: z.string().default('in stock'),
});

const catalog = z.strictObject({
  id,
  business: id,
  name,
  vertical: z.string().default('commerce'),
  products: list(product, 10_000),
});

/** A figure of a rule, by what it is in production. */
function figureSchema(key: string, usual: unknown): z.ZodType {
  if (typeof usual === 'boolean') return z.boolean().optional();
  if (typeof usual === 'string') return z.string().max(1_000).optional();
  if (Array.isArray(usual)) return z.array(z.string().max(100)).max(1_000).optional();
  if (key.endsWith('Share')) return z.number().min(0).max(1).optional();
  return key.endsWith('Ms')
    ? z
        .union([z.number().min(0), duration], { error: 'expected a duration such as 30s, 24h, or milliseconds' })
        .optional()
    : z.int().min(0).optional();
}

const figures = z.strictObject(
  Object.fromEntries(Object.entries(PRODUCTION).map(([key, usual]) => [key, figureSchema(key, usual)])),
);

const limits = z.strictObject({
  figures: figures.default({}),
  /** Rules that are switched off. */
  off: list(z.string()),
  numbers: list(z.strictObject({ number: id, figures: figures.default({}), off: list(z.string()) })),
});

export const worldForm = z.strictObject({
  businesses: list(business),
  apps: list(app),
  wabas: list(waba),
  numbers: list(number),
  tokens: list(token),
  templates: list(template),
  users: list(user, MOST_CUSTOMERS),
  catalogs: list(catalog),
  limits: limits.optional(),
});

export type WorldForm = z.output<typeof worldForm>;
