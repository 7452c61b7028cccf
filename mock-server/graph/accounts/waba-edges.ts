/** What an account can be asked for as a field beside its own members: its edges, and its analytics. */
import { numbers, type Waba } from '../../world/accounts.js';
import { flows } from '../../world/flows.js';
import type { NodeKind } from '../../world/nodes.js';
import { schedules } from '../../world/schedules.js';
import type { World } from '../../world/world.js';
import { accountAnalytics } from '../analytics/account-analytics.js';
import { templateAnalyticsField } from '../analytics/template-analytics.js';
import { scheduleFields } from '../business/schedules.js';
import { edgeField } from '../edge-field.js';
import type { Compute, NodeFields } from '../fields.js';
import { flowFields } from '../flows/flow-fields.js';
import { numberFields } from '../numbers/phone-numbers.js';
import type { GraphRequest } from '../operation.js';
import { templateFields } from '../templates/template-fields.js';
import { subscribedRows } from './subscribed-apps.js';

export function wabaComputed(waba: Waba, request: GraphRequest, world: World): Readonly<Record<string, Compute>> {
  const isOwn = ({ wabaId }: { readonly wabaId: string }) => wabaId === waba.id;
  const edge = (kind: NodeKind, name: string, nodes: () => readonly NodeFields[]) =>
    edgeField(kind, () => `${request.address()}/${name}`, nodes);
  return {
    ...accountAnalytics(waba, world),
    template_analytics: templateAnalyticsField(waba, world),
    phone_numbers: edge('phone-number', 'phone_numbers', () =>
      world
        .of(numbers)
        .all()
        .filter(isOwn)
        .map((number) => numberFields(number, request, world)),
    ),
    message_templates: edge('template', 'message_templates', () =>
      world.templateStore.all().filter(isOwn).map(templateFields),
    ),
    flows: edge('flow', 'flows', () =>
      world
        .of(flows)
        .all()
        .filter(isOwn)
        .map((flow) => flowFields(flow, world)),
    ),
    subscribed_apps: edge('app', 'subscribed_apps', () => subscribedRows(waba.id, world)),
    schedules: edge('waba', 'schedules', () => world.of(schedules).all().filter(isOwn).map(scheduleFields)),
  };
}
