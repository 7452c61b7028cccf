/**
 * The frame of a flow: what may stand at its top, its screens and their layouts, which screens end it. Source: Meta's
 * "Flow JSON" page. That a terminal screen has a footer is documented; the code for its absence is assumed.
 */
import type { FlowModel, Screen } from './flow-model.js';
import { kindOf, type Members, membersOf, type Path, type Report, rootPath } from './problem.js';
import { DATA_API_VERSIONS, hasReached } from './versions.js';

export const MOST_SCREENS = 100;
const ROOT_MEMBERS = ['version', 'screens', 'data_api_version', 'routing_model', 'data_channel_uri'];
const SCREEN_MEMBERS = ['id', 'title', 'terminal', 'success', 'data', 'layout', 'refresh_on_back', 'sensitive'];
const LAYOUT_MEMBERS = ['type', 'children'];
/** The endpoint names it to end a flow. */
const RESERVED_ID = 'SUCCESS';

function refuseStrangers(members: Members, known: readonly string[], path: Path, report: Report): void {
  for (const name of Object.keys(members))
    if (!known.includes(name))
      report.add(
        'INVALID_PROPERTY_KEY',
        `Property '${name}' cannot be specified at '${rootPath(path)}'.`,
        [...path, name],
        'key',
      );
}

/** Whether the member is there and of the kind; says so if it is not. */
function has(members: Members, name: string, kind: string, path: Path, report: Report): boolean {
  const value = members[name];
  if (value === undefined) {
    report.add('MISSING_REQUIRED_TYPE_PROPERTY', `Required property '${name}' is missing.`, path);
    return false;
  }
  if (kindOf(value) === kind) return true;
  const place = [...path, name];
  report.add(
    'INVALID_PROPERTY_TYPE',
    `Expected property '${rootPath(place)}' to be of type '${kind}', but found '${kindOf(value)}'.`,
    place,
  );
  return false;
}

function checkRoot({ root, version, hasEndpoint }: FlowModel, report: Report): void {
  refuseStrangers(root, ROOT_MEMBERS, [], report);
  if (root.data_channel_uri !== undefined) {
    if (hasReached(version, '3.0'))
      report.add(
        'INVALID_PROPERTY_KEY',
        "Property 'data_channel_uri' is no longer supported in Flow JSON as of version '3.0'. Please configure your endpoint URI using Flows API or Builder.",
        ['data_channel_uri'],
        'key',
      );
    else if (!URL.canParse(String(root.data_channel_uri)))
      report.add('INVALID_PROPERTY_VALUE_FORMAT', "Property 'data_channel_uri' should be in 'uri' format.", [
        'data_channel_uri',
      ]);
  }
  if (hasEndpoint && !DATA_API_VERSIONS.includes(String(root.data_api_version)))
    report.add('INVALID_ENUM_VALUE', `Value should be one of: [${DATA_API_VERSIONS.join(', ')}].`, [
      'data_api_version',
    ]);
  if (!has(root, 'screens', 'array', [], report)) return;
  const count = (root.screens as readonly unknown[]).length;
  if (count === 0) report.add('MIN_ITEMS_REQUIRED', "Property 'screens' should have at least '1' items.", ['screens']);
  if (count > MOST_SCREENS)
    report.add(
      'MAX_SCREENS_NUMBER',
      `Maximum number of screens allowed per Flow is ${MOST_SCREENS} but found ${count}.`,
      ['screens'],
    );
}

function checkId({ id, members, path }: Screen, ids: Set<string>, report: Report): void {
  if (!has(members, 'id', 'string', path, report)) return;
  const place = [...path, 'id'];
  if (id === '') report.add('MIN_CHARS_REQUIRED', "Property 'id' should have at least '1' characters.", place);
  else if (!/^[A-Za-z_]+$/.test(id))
    report.add('PATTERN_MISMATCH', "Property 'id' should only consist of alphabets and underscores.", place);
  else if (id === RESERVED_ID)
    report.add('INVALID_PROPERTY_VALUE', `'${RESERVED_ID}' is a reserved keyword and cannot be a screen id.`, place);
  else if (ids.has(id)) report.add('DUPLICATE_SCREEN_IDS', `Duplicate screen id found: ${id}.`, place);
  ids.add(id);
}

function checkLayout({ members, path }: Screen, report: Report): void {
  if (!has(members, 'layout', 'object', path, report)) return;
  const layout = membersOf(members.layout) ?? {};
  const place = [...path, 'layout'];
  refuseStrangers(layout, LAYOUT_MEMBERS, place, report);
  if (has(layout, 'type', 'string', place, report) && layout.type !== 'SingleColumnLayout')
    report.add('INVALID_PROPERTY_VALUE', `Invalid value found for property 'type' at '${rootPath(place)}'.`, [
      ...place,
      'type',
    ]);
  if (has(layout, 'children', 'array', place, report) && (layout.children as readonly unknown[]).length === 0)
    report.add('MIN_ITEMS_REQUIRED', "Property 'children' should have at least '1' items.", [...place, 'children']);
}

function checkScreen(screen: Screen, { hasEndpoint }: FlowModel, report: Report): void {
  const { members, path, isTerminal, components, id } = screen;
  refuseStrangers(members, SCREEN_MEMBERS, path, report);
  for (const name of ['terminal', 'success', 'refresh_on_back'])
    if (members[name] !== undefined) has(members, name, 'boolean', path, report);
  if (members.success !== undefined && !isTerminal)
    report.add(
      'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
      "Property 'success' can only be specified on a terminal screen.",
      [...path, 'success'],
      'key',
    );
  if (members.refresh_on_back === true && !hasEndpoint)
    report.add(
      'INVALID_PROPERTY_VALUE',
      "Property 'refresh_on_back' can be true only when property 'data_api_version' is set.",
      [...path, 'refresh_on_back'],
    );
  checkLayout(screen, report);
  if (isTerminal && !components.some(({ type }) => type === 'Footer'))
    report.add('MISSING_REQUIRED_PROPERTY', `The terminal screen '${id}' must have a Footer component.`, path);
}

/** Whether the flow can end, and end well. */
function checkEnds({ screens }: FlowModel, report: Report): void {
  const ends = screens.filter(({ isTerminal }) => isTerminal);
  if (screens.length > 0 && ends.length === 0)
    report.add('INVALID_PROPERTY_VALUE', "At least one screen must have property 'terminal' set as true.", ['screens']);
  if (ends.length > 0 && ends.every(({ members }) => members.success === false))
    report.add('INVALID_PROPERTY_VALUE', "At least one terminal screen must have property 'success' set as true.", [
      'screens',
    ]);
}

export function checkStructure(model: FlowModel, report: Report): void {
  checkRoot(model, report);
  const ids = new Set<string>();
  for (const screen of model.screens) {
    checkId(screen, ids, report);
    checkScreen(screen, model, report);
  }
  checkEnds(model, report);
}
