/**
 * `/{app-id}/subscriptions`: an app's webhook, its callback and the fields that it is told of; for an app token only.
 * The callback must pass the handshake each time it is set. A call with new fields replaces the old ones (assumed). Not
 * modelled: other objects than `whatsapp_business_account`, and deliveries without values (`include_values=false`).
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { latestVersion } from '../../policy/versions.js';
import { apps } from '../../world/accounts.js';
import { type AppWebhook, appWebhooks } from '../../world/subscriptions.js';
import { isWebhookField, WEBHOOK_FIELDS, WEBHOOK_OBJECT, type WebhookField } from '../../world/webhook-fields.js';
import { selectNode } from '../fields.js';
import { textOf } from '../given.js';
import { missingField } from '../missing-object.js';
import { onObject } from '../on-object.js';
import { type About, change, type GraphRequest, refuse, reply, SUCCESS } from '../operation.js';
import { any, boolean, fromJson, quoted, string } from '../parameters.js';
import { onceVerified, refuseCallback } from './callback-uri.js';

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/app-subscriptions.test.ts',
});

const object = string({ oneOf: [WEBHOOK_OBJECT] });

/** `messages,calls` or `["messages","calls"]`. */
function readFields(given: unknown): readonly WebhookField[] | GraphError {
  const value = fromJson(given);
  const list: readonly unknown[] = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [];
  if (list.length === 0) return parameterError('Param fields must be a non-empty array.');
  const names = new Set<WebhookField>();
  for (const element of list) {
    const name = typeof element === 'string' ? element.trim() : '';
    if (!isWebhookField(name))
      return parameterError(`Param fields must be one of {${WEBHOOK_FIELDS.join(', ')}} - got "${quoted(element)}".`);
    names.add(name);
  }
  return [...names];
}

const isRefusal = (fields: readonly WebhookField[] | GraphError): fields is GraphError => !Array.isArray(fields);

/** Payloads will have the form of the version that the call was made with. */
const versionOf = ({ address }: GraphRequest): string =>
  /^https?:\/\/[^/]+\/(v\d+\.\d+)(?:\/|$)/.exec(address())?.[1] ?? latestVersion;

export const getAppSubscriptions = onObject(
  apps,
  { route: 'GET /{app-id}/subscriptions', about: about('What the app is told of, and where.'), needs: 'app' },
  (app, { parameters }, world) => {
    const webhook = world.of(appWebhooks).get(app.id);
    if (!webhook) return reply(() => ({ data: [] }));
    const { callbackUrl, fields } = webhook;
    const all = { object: WEBHOOK_OBJECT, callback_url: callbackUrl, active: true, fields };
    const selected = selectNode({ all, defaults: Object.keys(all) }, parameters.fields);
    if ('refusal' in selected) return refuse(selected.refusal);
    if ('unknown' in selected) return refuse(missingField(selected.unknown, 'app'));
    return reply(() => ({ data: [selected.node] }));
  },
);

export const postAppSubscription = onObject(
  apps,
  {
    route: 'POST /{app-id}/subscriptions',
    about: about('Sets the callback, once it has passed the handshake, and the fields that the app is told of.'),
    needs: 'app',
    accepts: {
      object: string({ required: true, oneOf: [WEBHOOK_OBJECT] }),
      callback_url: string({ required: true }),
      fields: { ...any, required: true },
      verify_token: string({ required: true }),
      include_values: boolean,
    },
  },
  (app, request, world) => {
    const url = textOf(request.parameters, 'callback_url') ?? '';
    const verifyToken = textOf(request.parameters, 'verify_token') ?? '';
    const refusal = refuseCallback(url, verifyToken, { name: 'callback_url' });
    if (refusal) return refuse(refusal);
    const fields = readFields(request.parameters.fields);
    if (isRefusal(fields)) return refuse(fields);
    const version = versionOf(request);
    const all = world.of(appWebhooks);
    const refuseFull = () =>
      all.isFull() && !all.get(app.id) ? parameterError(`waproof keeps at most ${all.size} webhooks.`) : undefined;
    const full = refuseFull();
    if (full) return refuse(full);
    return onceVerified({
      url,
      verifyToken,
      recheck: refuseFull,
      apply() {
        all.put({ id: app.id, callbackUrl: url, fields: fields.map((name) => ({ name, version })) });
        return SUCCESS;
      },
    });
  },
);

/** Without `object` everything ends, with `fields` only these; a webhook without fields is gone. */
export const deleteAppSubscription = onObject(
  apps,
  {
    route: 'DELETE /{app-id}/subscriptions',
    about: about('Ends what the app is told: everything, or some fields.'),
    needs: 'app',
    accepts: { object, fields: any },
  },
  (app, { parameters }, world) => {
    const all = world.of(appWebhooks);
    const given = parameters.fields;
    if (given === undefined || given === null || given === '') return change(() => void all.remove(app.id));
    const ended = readFields(given);
    if (isRefusal(ended)) return refuse(ended);
    return change(() => {
      const webhook = all.get(app.id);
      if (!webhook) return;
      const fields: AppWebhook['fields'] = webhook.fields.filter(({ name }) => !ended.includes(name));
      if (fields.length > 0) all.update(app.id, { fields });
      else all.remove(app.id);
    });
  },
);
