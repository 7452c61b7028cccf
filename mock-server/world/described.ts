/**
 * A world that was described before the mock began: what a fresh mock holds besides its usual things, and again after
 * every reset. Taken as it is: whoever reads the description has checked it.
 */
import { waId } from '../../core/ids.js';
import type { PhoneNumber } from './accounts.js';
import {
  type App,
  apps,
  type Business,
  businesses,
  type GraphUser,
  numbers,
  users,
  type Waba,
  wabas,
} from './accounts.js';
import { assignmentId, assignments } from './assignments.js';
import { type Catalog, catalogs, connectedCatalogs, type Product, productSets, products } from './catalogs.js';
import type { CollectionSpec, Identified } from './collection.js';
import { type RuleSettings, ruleSettings } from './rule-settings.js';
import { type AppWebhook, appWebhooks, ownKey, type SubscribedApp, subscribedApps } from './subscriptions.js';
import type { TemplateDraft, TemplateReview } from './templates.js';
import { type AccessToken, tokens } from './tokens.js';
import type { World } from './world.js';

export interface DescribedTemplate {
  readonly wabaId: string;
  readonly draft: TemplateDraft;
  readonly review: TemplateReview;
}

export interface WorldDescription {
  readonly businesses: readonly Business[];
  readonly apps: readonly App[];
  readonly appWebhooks: readonly AppWebhook[];
  readonly wabas: readonly Waba[];
  readonly subscribedApps: readonly Omit<SubscribedApp, 'id'>[];
  readonly numbers: readonly PhoneNumber[];
  readonly people: readonly GraphUser[];
  readonly tokens: readonly AccessToken[];
  readonly templates: readonly DescribedTemplate[];
  /** Users who write: digits of their numbers, and names. */
  readonly customers: readonly { readonly phone: string; readonly name: string }[];
  readonly catalogs: readonly Catalog[];
  readonly products: readonly Omit<Product, 'id'>[];
  /** Catalogue of an account. */
  readonly connected: readonly { readonly wabaId: string; readonly catalogId: string }[];
  readonly limits: readonly RuleSettings[];
}

function putAll<Item extends Identified>(world: World, spec: CollectionSpec<Item>, items: readonly Item[]): void {
  for (const item of items) world.of(spec).putForGood(item);
}

/** Ids of what is described without one: of their own, so that what is made later has the usual ones. */
const FIRST_PRODUCT = 712_000_000_000_001;
const FIRST_SET = 711_000_000_000_001;

function describeCatalogs(world: World, { catalogs: described, products: sold, connected }: WorldDescription): void {
  putAll(world, catalogs, described);
  putAll(
    world,
    productSets,
    described.map(({ id }, index) => ({ id: String(FIRST_SET + index), catalogId: id, name: 'All products' })),
  );
  putAll(
    world,
    products,
    sold.map((product, index) => ({ ...product, id: String(FIRST_PRODUCT + index) })),
  );
  putAll(
    world,
    connectedCatalogs,
    connected.map(({ wabaId, catalogId }) => ({ id: wabaId, catalogId })),
  );
}

/** Employees of a business may do everything on its own accounts, as if each had been assigned. */
function describePeople(world: World, { people, wabas: accounts }: WorldDescription): void {
  putAll(world, users, people);
  for (const { id: userId, businessId } of people)
    for (const waba of accounts.filter((account) => account.businessId === businessId))
      world.of(assignments).putForGood({
        id: assignmentId(waba.id, userId),
        wabaId: waba.id,
        userId,
        tasks: ['FULL_CONTROL'],
        assignedAt: 1_767_225_600_000,
      });
}

/** Hosts that the description has webhooks go to: whoever wrote it named them. */
export const hostsOf = ({ appWebhooks: described }: WorldDescription): readonly string[] =>
  described.map(({ callbackUrl }) => new URL(callbackUrl).hostname);

/** @returns what fills a fresh world. */
export const describeWorld =
  (description: WorldDescription) =>
  (world: World): void => {
    putAll(world, businesses, description.businesses);
    putAll(world, apps, description.apps);
    putAll(world, wabas, description.wabas);
    putAll(world, numbers, description.numbers);
    putAll(world, appWebhooks, description.appWebhooks);
    putAll(
      world,
      subscribedApps,
      description.subscribedApps.map((listed) => ({ ...listed, id: ownKey(listed.wabaId, listed.appId) })),
    );
    describePeople(world, description);
    putAll(world, tokens, description.tokens);
    describeCatalogs(world, description);
    putAll(world, ruleSettings, description.limits);
    world.always(() => {
      for (const { wabaId, draft, review } of description.templates) {
        const { id } = world.templateStore.create(draft, wabaId);
        world.templateStore.review(id, review);
      }
      for (const { phone, name } of description.customers) world.user(waId(phone)).name = name;
    });
  };
