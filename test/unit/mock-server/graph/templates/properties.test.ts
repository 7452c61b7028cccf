/** Whatever is sent, the template operations decide: they never throw, and what they take is kept in Meta's form. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createRandom } from '../../../../../core/random.js';
import { decide } from '../../../../../mock-server/graph/decide.js';
import type { Operation } from '../../../../../mock-server/graph/operation.js';
import { compareTemplates } from '../../../../../mock-server/graph/templates/compare-templates.js';
import { createTemplate } from '../../../../../mock-server/graph/templates/create-template.js';
import { deleteTemplates } from '../../../../../mock-server/graph/templates/delete-templates.js';
import { postTemplate } from '../../../../../mock-server/graph/templates/edit-template.js';
import { migrateTemplates } from '../../../../../mock-server/graph/templates/migrate-templates.js';
import { getTemplates } from '../../../../../mock-server/graph/templates/read-templates.js';
import { getTemplateLibrary } from '../../../../../mock-server/graph/templates/template-library.js';
import { getTemplatePreviews } from '../../../../../mock-server/graph/templates/template-previews.js';
import { archiveTemplates, unpauseTemplate } from '../../../../../mock-server/graph/templates/template-states.js';
import { upsertTemplates } from '../../../../../mock-server/graph/templates/upsert-templates.js';
import { createWorld, defaultCredentials } from '../../../../../mock-server/world/world.js';
import { makeRequest } from '../request.js';

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('Hello {{1}}, welcome here.', 'Hello {{name}}, welcome here.', '{{', '}}', '{{1}}', 'Hi there.', ''),
);
/** Whatever turns it into a text or a number throws. */
const UNREADABLE = { toString: 0 };
const odd = fc.oneof({ weight: 3, arbitrary: text }, fc.jsonValue({ maxDepth: 3 }), fc.constant(UNREADABLE));
const type = fc.constantFrom('header', 'Body', 'FOOTER', 'buttons', 'carousel', 'limited_time_offer', 'nonsense', 7);
const button = fc.record(
  {
    type: fc.constantFrom('quick_reply', 'URL', 'phone_number', 'copy_code', 'otp', 'flow'),
    text: odd,
    url: odd,
    phone_number: odd,
    example: odd,
  },
  { requiredKeys: ['type'] },
);
const example = fc.oneof(
  odd,
  fc.record(
    { body_text: odd, header_text: odd, header_handle: odd, body_text_named_params: odd },
    { requiredKeys: [] },
  ),
);
const part = {
  type,
  text: odd,
  format: fc.constantFrom('TEXT', 'image', 'location', null),
  example,
  buttons: fc.oneof(odd, fc.array(button, { maxLength: 4 })),
  limited_time_offer: odd,
};
const component = fc.record(
  {
    ...part,
    cards: fc.oneof(odd, fc.array(fc.record({ components: fc.array(fc.record(part, { requiredKeys: [] })) }))),
  },
  { requiredKeys: [] },
);
const parameters = fc.record(
  {
    name: fc.oneof(odd, fc.constant('thanks')),
    language: fc.oneof(odd, fc.constant('en')),
    category: fc.oneof(odd, fc.constantFrom('UTILITY', 'authentication', 'MARKETING')),
    components: fc.oneof(odd, fc.array(component, { maxLength: 4 })),
    parameter_format: fc.oneof(odd, fc.constant('NAMED')),
    message_send_ttl_seconds: odd,
    hsm_id: odd,
    hsm_ids: odd,
    status: odd,
    content: odd,
    limit: odd,
    fields: odd,
    since: odd,
    languages: fc.oneof(odd, fc.constant(['en', 'es'])),
    optimization_spec: odd,
    library_template_name: fc.option(fc.oneof(odd, fc.constant('waproof_delivery_update')), { nil: undefined }),
    library_template_button_inputs: odd,
    library_template_body_inputs: odd,
    source_waba_id: fc.oneof(odd, fc.constant('200000000000001')),
    page_number: odd,
    template_ids: fc.oneof(odd, fc.constant(['500000000000002'])),
    start: fc.oneof(odd, fc.constant(0)),
    end: fc.oneof(odd, fc.constant(1)),
    code_expiration_minutes: odd,
    search: odd,
  },
  { requiredKeys: [] },
);

test.each<[string, Operation]>([
  ['creating', createTemplate],
  ['editing', postTemplate],
  ['listing', getTemplates],
  ['deleting', deleteTemplates],
  ['updating in many languages', upsertTemplates],
  ['migrating', migrateTemplates],
  ['archiving', archiveTemplates],
  ['unpausing', unpauseTemplate],
  ['comparing', compareTemplates],
  ['previewing', getTemplatePreviews],
  ['browsing the library', getTemplateLibrary],
])('%s', (_, operation) => {
  fc.assert(
    fc.property(parameters, (given) => {
      const world = createWorld(defaultCredentials, createRandom(1));
      const ids = { 'template-id': '500000000000001', 'waba-id': '200000000000001' };
      const request = makeRequest(given, { ids });
      const decision = decide(operation, request, world);
      if ('refusal' in decision) expect(decision.refusal).toMatchObject({ status: 400, code: expect.any(Number) });
      else if (decision.effect.kind === 'reply') expect(decision.effect.apply()).toEqual(expect.any(Object));
      for (const { components } of world.templateStore.all())
        for (const kept of components) expect(kept.type).toBe(kept.type.toUpperCase());
    }),
    { numRuns: 300 },
  );
});
