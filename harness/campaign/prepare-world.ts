/** What the platform must hold before campaigns begin: their templates, approved, and leave to reach so many users. */
import { TIERS, usersOf } from '../../mock-server/policy/tiers.js';
import { numbers } from '../../mock-server/world/accounts.js';
import type { World } from '../../mock-server/world/world.js';
import type { Campaign } from './campaign.js';

const BODY = 'Our new offers are here: free delivery on everything until Sunday. Reply STOP to hear no more of us.';

/** Templates that there are already stay as they are: `waproof.yml` may have described them. */
function makeTemplate(world: World, { template: name, language, category }: Campaign): void {
  const { wabaId } = world.credentials;
  if (world.templateStore.lookup(wabaId, name, language)) return;
  const { id } = world.templateStore.create(
    {
      name,
      language,
      category: category === 'utility' ? 'UTILITY' : 'MARKETING',
      parameterFormat: 'POSITIONAL',
      components: [{ type: 'BODY', text: BODY }],
    },
    wabaId,
  );
  world.templateStore.review(id, { status: 'APPROVED' });
}

/** The smallest tier that lets the number reach them all; it keeps a larger one. */
function allowReach(world: World, users: number): void {
  const all = world.of(numbers);
  const number = all.get(world.credentials.phoneNumberId);
  const reach = number && usersOf(number.messagingLimit);
  if (!number || reach === undefined || reach >= users) return;
  const tier = TIERS.find((candidate) => candidate.users === undefined || candidate.users >= users);
  if (tier) all.put({ ...number, messagingLimit: tier.name });
}

export function prepareWorld(world: World, campaigns: readonly Campaign[]): void {
  for (const campaign of campaigns) makeTemplate(world, campaign);
  allowReach(
    world,
    campaigns.reduce((sum, { recipients }) => sum + recipients, 0),
  );
}
