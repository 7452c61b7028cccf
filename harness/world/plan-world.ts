/** `world:` of `waproof.yml`, checked, as the mock takes it. */
import { latestVersion } from '../../mock-server/policy/versions.js';
import type { WorldDescription } from '../../mock-server/world/described.js';
import { ALL_NUMBERS, type RuleSettings } from '../../mock-server/world/rule-settings.js';
import { OWN_SCOPES, type Scope, type Targets } from '../../mock-server/world/tokens.js';
import { WEBHOOK_FIELDS } from '../../mock-server/world/webhook-fields.js';
import type { WorldForm } from './form.js';
import { draftTemplate } from './sanity.js';

/** 2026-01-01: when what was there from the start was made. */
const MADE_AT = 1_767_225_600_000;
/** Whoever holds a described token has an id of these. */
const FIRST_HOLDER = 610_000_000_000_001;
const ON_ACCOUNTS: readonly Scope[] = ['whatsapp_business_management', 'whatsapp_business_messaging'];

const targetsOf = (wabas: readonly string[] | undefined): { targets?: Targets } =>
  wabas ? { targets: Object.fromEntries(ON_ACCOUNTS.map((scope) => [scope, wabas])) } : {};

/** Each token is somebody's: a person of the app's business, made with it. */
function planTokens({ tokens, apps }: WorldForm, ownBusiness: string) {
  return tokens.map(({ token, app, kind, role, scopes = OWN_SCOPES, wabas }, index) => {
    const userId = String(FIRST_HOLDER + index);
    const businessId = apps.find(({ id }) => id === app)?.business ?? ownBusiness;
    return {
      person: { id: userId, name: `Holder ${index + 1}`, businessId, kind, role, createdAt: MADE_AT },
      token: { id: token, kind, appId: app, userId, scopes, issuedAt: MADE_AT, expiresAt: 0, ...targetsOf(wabas) },
    };
  });
}

function planNumbers({ numbers }: WorldForm): WorldDescription['numbers'] {
  return numbers.map(({ id, waba, phone, name, status, quality, throughput, messagingLimit, mode, pin }) => ({
    id,
    wabaId: waba,
    displayPhoneNumber: phone.startsWith('+') ? phone : `+${phone}`,
    verifiedName: name,
    codeVerificationStatus: 'VERIFIED',
    qualityRating: quality,
    throughputLevel: throughput,
    status,
    accountMode: mode,
    messagingLimit,
    isPinEnabled: pin !== undefined,
    ...(pin !== undefined && { pin }),
    lastOnboardedTime: '2026-01-01T00:00:00+0000',
    profile: { vertical: 'UNDEFINED' },
  }));
}

function planLimits({ limits }: WorldForm): RuleSettings[] {
  if (!limits) return [];
  const { figures, off, numbers } = limits;
  return [
    { id: ALL_NUMBERS, figures, off },
    ...numbers.map((own) => ({ id: own.number, figures: own.figures, off: own.off })),
  ];
}

const inHundredths = (price: number): number => Math.round(price * 100);

/** @param own ids of the mock's own account and business, for what names none. */
export function planWorld(
  form: WorldForm,
  own: { readonly wabaId: string; readonly businessId: string },
): WorldDescription {
  const held = planTokens(form, own.businessId);
  return {
    businesses: form.businesses.map(({ id, name, verified }) => ({
      id,
      name,
      verificationStatus: verified ? 'verified' : 'not_verified',
    })),
    apps: form.apps.map(({ id, name, business, secret }) => ({ id, name, businessId: business, secret })),
    appWebhooks: form.apps.flatMap(({ id, webhook }) =>
      webhook
        ? [
            {
              id,
              callbackUrl: webhook.url,
              fields: (webhook.fields ?? WEBHOOK_FIELDS).map((name) => ({ name, version: latestVersion })),
            },
          ]
        : [],
    ),
    wabas: form.wabas.map(({ id, name, business, currency, timezone, sharedWith }) => ({
      id,
      businessId: business,
      name,
      currency,
      timezoneId: timezone,
      isEnabledForInsights: false,
      ...(sharedWith.length > 0 && { sharedWith }),
    })),
    subscribedApps: form.wabas.flatMap(({ id, apps }) => apps.map((appId) => ({ wabaId: id, appId }))),
    numbers: planNumbers(form),
    people: held.map(({ person }) => person),
    tokens: held.map(({ token }) => token),
    templates: form.templates.flatMap((template) => {
      const drafted = draftTemplate(template);
      const { waba = own.wabaId, status, quality } = template;
      return 'draft' in drafted ? [{ wabaId: waba, draft: drafted.draft, review: { status, quality } }] : [];
    }),
    customers: form.users,
    catalogs: form.catalogs.map(({ id, business, name, vertical }) => ({ id, businessId: business, name, vertical })),
    products: form.catalogs.flatMap(({ id, products }) =>
      products.map(({ sku, name, price, currency, availability }) => ({
        catalogId: id,
        retailerId: sku,
        name,
        price: inHundredths(price),
        currency,
        availability,
        details: {},
      })),
    ),
    connected: form.wabas.flatMap(({ id, catalog }) =>
      catalog === undefined ? [] : [{ wabaId: id, catalogId: catalog }],
    ),
    limits: planLimits(form),
  };
}
