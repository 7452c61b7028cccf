/**
 * Whether a template can be sent as it stands: its own status, and that of the flow that a button of it opens. What is
 * neither paused nor disabled, but not approved, counts as not there (documented for 132001).
 */
import { contentError, type GraphError } from '../../../errors/graph-error.js';
import { type Flow, flows } from '../../../world/flows.js';
import type { StoredTemplate } from '../../../world/templates.js';
import type { World } from '../../../world/world.js';
import { firstRefusal, firstRefusalOf } from '../message-type.js';

/** Asked for by name and language. */
export interface Asked {
  readonly name: string;
  readonly language: string;
}

function refuseStatus({ status }: StoredTemplate, { name, language }: Asked): GraphError | undefined {
  const which = `Template (${name}) in ${language}`;
  if (status === 'APPROVED') return undefined;
  if (status === 'PAUSED') return contentError(132015, `${which} is paused because of its low quality.`);
  if (status === 'DISABLED') return contentError(132016, `${which} is disabled because of its low quality.`);
  return contentError(132001, `template name (${name}) does not exist in ${language}`);
}

/** What Meta's monitoring forbids; a throttled flow is refused at once, the ten messages an hour are not counted. */
function refuseFlow({ status }: Flow): GraphError | undefined {
  if (status === 'BLOCKED') return contentError(132068, 'Flow is in BLOCKED state.');
  return status === 'THROTTLED' ? contentError(132069, 'Flow is in THROTTLED state.') : undefined;
}

export function refuseTemplate(template: StoredTemplate | undefined, asked: Asked, world: World) {
  if (!template) return contentError(132001, `template name (${asked.name}) does not exist in ${asked.language}`);
  const buttons = template.components.flatMap((component) => component.buttons ?? []);
  return firstRefusal(
    () => refuseStatus(template, asked),
    () =>
      firstRefusalOf(buttons, ({ flow_id }) => {
        const flow = flow_id === undefined ? undefined : world.of(flows).get(flow_id);
        return flow && refuseFlow(flow);
      }),
  );
}
