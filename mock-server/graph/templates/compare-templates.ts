/**
 * `GET /{template-id}/compare`: two templates of an account beside each other, counted over what the log of messages
 * still holds. Nobody blocks a business for one message here, so that neither is ahead in blocks. Not simulated: that
 * both must have been sent 1,000 times, and that a window is 7, 30, 60 or 90 days.
 */
import { parameterError } from '../../errors/graph-error.js';
import { refuse, reply } from '../operation.js';
import { fromJson, number } from '../parameters.js';
import { onTemplate } from './on-template.js';

/** Seconds, or milliseconds as in Meta's sample. */
const inMs = (moment: number): number => (moment < 100_000_000_000 ? moment * 1_000 : moment);

function idsOf(given: unknown): readonly string[] {
  const value = fromJson(given);
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== ''
    ? value.split(',')
    : typeof value === 'number'
      ? [String(value)]
      : [];
}

export const compareTemplates = onTemplate(
  {
    route: 'GET /{template-id}/compare',
    about: {
      summary: 'Compares how often two templates were sent and blocked.',
      source: 'documented',
      test: 'test/conformance/template-life.test.ts',
    },
    accepts: { start: number({ required: true }), end: number({ required: true }) },
  },
  (template, { parameters }, world) => {
    const { start, end, template_ids } = parameters;
    const [other, ...more] = idsOf(template_ids);
    if (other === undefined) return refuse(parameterError('The parameter template_ids is required.'));
    if (more.length > 0) return refuse(parameterError('Param template_ids must have exactly 1 element.'));
    const second = world.templateStore.find(other);
    if (second?.wabaId !== template.wabaId || other === template.id)
      return refuse(
        parameterError('Param template_ids must be another template of the same WhatsApp Business Account.'),
      );
    const [from, to] = [inMs(Number(start)), inMs(Number(end))];
    if (from >= to) return refuse(parameterError('Param start must be before end.'));
    const ids = [template.id, other];
    return reply(() => {
      const log = world.messages.all().filter(({ sentAt }) => sentAt >= from && sentAt <= to);
      const sends = (id: string) => log.filter((message) => message.template?.id === id).length;
      return {
        data: [
          { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: ids },
          {
            metric: 'MESSAGE_SENDS',
            type: 'NUMBER_VALUES',
            number_values: ids.map((key) => ({ key, value: sends(key) })),
          },
          {
            metric: 'TOP_BLOCK_REASON',
            type: 'STRING_VALUES',
            string_values: ids.map((key) => ({ key, value: 'UNKNOWN_BLOCK_REASON' })),
          },
        ],
      };
    });
  },
);
