/** The fields of a template in reads. Members that are unset are left out. */
import type { StoredTemplate } from '../../world/templates.js';
import { graphTime } from '../business/given.js';
import type { NodeFields } from '../fields.js';

const DEFAULTS = [
  'name',
  'parameter_format',
  'components',
  'language',
  'status',
  'category',
  'sub_category',
  'previous_category',
  'message_send_ttl_seconds',
  'library_template_name',
];

/** Why a template cannot be sent, in the words of the error that a send would get. */
const PROBLEMS: Readonly<Record<string, readonly [code: number, description: string, solution: string]>> = {
  PAUSED: [132015, 'Template is paused', 'Edit the template to improve its quality, or wait until the pause is over.'],
  DISABLED: [132016, 'Template is disabled', 'Create a new template with different content.'],
};

function healthOf({ id, status }: StoredTemplate): object {
  const [code, description, solution] = PROBLEMS[status] ?? [
    132001,
    'Template is not approved',
    'Wait for its approval, or edit the template.',
  ];
  const state =
    status === 'APPROVED'
      ? { can_send_message: 'AVAILABLE' }
      : {
          can_send_message: 'BLOCKED',
          errors: [{ error_code: code, error_description: description, possible_solution: solution }],
        };
  return { can_send_message: state.can_send_message, entities: [{ entity_type: 'MESSAGE_TEMPLATE', id, ...state }] };
}

export const templateFields = (template: StoredTemplate): NodeFields => ({
  all: {
    id: template.id,
    name: template.name,
    parameter_format: template.parameterFormat,
    components: template.components,
    language: template.language,
    status: template.status,
    category: template.category,
    sub_category: template.category === 'AUTHENTICATION' ? undefined : (template.subCategory ?? 'CUSTOM'),
    previous_category: template.previousCategory,
    correct_category: template.correction?.category,
    message_send_ttl_seconds: template.messageSendTtlSeconds,
    rejected_reason: template.rejectedReason,
    quality_score: { score: template.quality.score, date: Math.floor(template.quality.at / 1_000) },
    health_status: healthOf(template),
    cta_url_link_tracking_opted_out: template.isLinkTrackingOptedOut,
    optimization_spec: template.optimizationSpec,
    source: template.isGenerated ? 'AUTO_GENERATED' : undefined,
    library_template_name: template.libraryTemplateName,
    last_updated_time: graphTime(template.updatedAt),
  },
  defaults: DEFAULTS,
});
