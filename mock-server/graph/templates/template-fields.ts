/** The fields of a template in reads. Members that are unset are left out; quality is never rated here. */
import type { StoredTemplate } from '../../world/templates.js';
import type { NodeFields } from '../fields.js';

const DEFAULTS = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'sub_category',
  'message_send_ttl_seconds',
];

export const templateFields = (template: StoredTemplate): NodeFields => ({
  all: {
    id: template.id,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    sub_category: template.category === 'AUTHENTICATION' ? undefined : 'CUSTOM',
    previous_category: undefined,
    correct_category: undefined,
    message_send_ttl_seconds: template.messageSendTtlSeconds,
    rejected_reason: template.status === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
    quality_score: { score: 'UNKNOWN', date: Math.floor(template.createdAt / 1_000) },
    health_status: {
      can_send_message: template.status === 'APPROVED' ? 'AVAILABLE' : 'BLOCKED',
      entities: [{ entity_type: 'MESSAGE_TEMPLATE', id: template.id }],
    },
    cta_url_link_tracking_opted_out: undefined,
    library_template_name: undefined,
    last_updated_time: undefined,
  },
  defaults: DEFAULTS,
});
