/**
 * Template sends: the template exists in that language (132001, HTTP 404), and the body gets as many parameters as
 * it has variables (132000). Headers, buttons and pausing are not simulated yet.
 */
import { contentError, type GraphError } from '../../errors/graph-error.js';
import { variableCount } from '../../world/templates.js';
import type { World } from '../../world/world.js';
import type { Content } from './content.js';

interface Component {
  readonly type: string;
  readonly parameters?: readonly { readonly type?: unknown; readonly text?: unknown }[];
}

export function refuseTemplate(content: Content, world: World): GraphError | undefined {
  const {
    name,
    language,
    components = [],
  } = content as {
    name: string;
    language: { code: string };
    components?: readonly Component[];
  };
  const template = world.templates.find((known) => known.name === name && known.language === language.code);
  if (!template) return contentError(132001, `template name (${name}) does not exist in ${language.code}`);

  const given = components.find((component) => component.type.toLowerCase() === 'body')?.parameters ?? [];
  const expected = variableCount(template.body);
  if (given.length !== expected)
    return contentError(
      132000,
      `body: number of localizable_params (${given.length}) does not match the expected number of params (${expected})`,
    );
  for (const parameter of given) {
    const { type, text } = parameter ?? {};
    if (type === 'text' && typeof text === 'string') continue;
    const received = typeof type === 'string' ? type.toUpperCase() : 'UNKNOWN';
    return contentError(132012, `body: Format mismatch, expected TEXT, received ${received}`);
  }
  return undefined;
}
