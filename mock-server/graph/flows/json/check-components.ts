/**
 * The components of each screen: known kinds with their members, one name each, no more of a kind than fit, and a
 * footer in both branches of an `If` or in none.
 */
import { BOOLEANS, COMPONENTS, type ComponentRule, TEXTS } from './component-rules.js';
import type { FlowModel, Screen } from './flow-model.js';
import { kindOf, listOf, membersOf, type Report, rootPath } from './problem.js';
import { hasReached } from './versions.js';
import { branchesOf, type Visited } from './walk.js';

const MOST_COMPONENTS = 50;
/** Steps of a path: what stands deeper is not looked at. */
const DEEPEST_PATH = 30;
const isBound = (value: unknown): boolean => typeof value === 'string' && /\$\{[^}]*\}|^`.*`$/s.test(value);

function checkMembers({ component, path, type }: Visited, rule: ComponentRule, report: Report): void {
  for (const name of Object.keys(component))
    if (name !== 'type' && !rule.needs.includes(name) && !rule.takes.includes(name))
      report.add(
        'INVALID_PROPERTY_KEY',
        `Property '${name}' cannot be specified at '${type}' on '${rootPath(path)}'.`,
        [...path, name],
        'key',
      );
  for (const name of rule.needs)
    if (component[name] === undefined)
      report.add('MISSING_REQUIRED_TYPE_PROPERTY', `Required property '${name}' is missing.`, path);
  for (const [name, value] of Object.entries(component)) {
    const place = [...path, name];
    const isWrongBoolean = BOOLEANS.has(name) && typeof value !== 'boolean' && !isBound(value);
    const isWrongText = TEXTS.has(name) && type !== 'CalendarPicker' && typeof value !== 'string';
    if (isWrongBoolean || isWrongText)
      report.add(
        'INVALID_PROPERTY_TYPE',
        `Expected property '${rootPath(place)}' to be of type '${isWrongText ? 'string' : 'boolean'}', but found '${kindOf(value)}'.`,
        place,
      );
    if (name === 'text' && typeof value === 'string' && value.trim() === '')
      report.add('PATTERN_MISMATCH', "Property 'text' should not be blank or empty string.", place);
  }
}

function checkFooter({ component, path }: Visited, report: Report): void {
  const has = (side: string) => component[`${side}-caption`] !== undefined;
  if (has('center') && (has('left') || has('right')))
    report.add(
      'NOT_KEYWORD_SCHEMA_VALIDATION_FAILED',
      "Properties 'center-caption' and [left-caption, right-caption] must be present exclusively at Footer.",
      path,
    );
  else if (has('left') !== has('right')) {
    const [present, absent] = has('left') ? ['left', 'right'] : ['right', 'left'];
    report.add(
      'INVALID_DEPENDENCIES',
      `Footer should have property ${absent}-caption when property ${present}-caption is present.`,
      path,
    );
  }
}

/** Footers that a user can see at once in a list of components. */
function footersIn(list: unknown, report: Report, path: Visited['path']): number {
  let count = 0;
  if (path.length > DEEPEST_PATH) return 0;
  for (const [index, value] of listOf(list).entries()) {
    const component = membersOf(value);
    if (!component) continue;
    const here = [...path, index];
    if (component.type === 'Footer') count++;
    const counts = branchesOf(component).map((branch) => footersIn(branch.list, report, [...here, ...branch.steps]));
    if (component.type === 'If') {
      const [thenCount = 0, elseCount = 0] = counts;
      if (thenCount > 0 !== elseCount > 0)
        report.add('INVALID_PROPERTY_VALUE', 'Missing Footer inside one of the if branches.', here);
      count += Math.max(thenCount, elseCount);
    } else if (component.type === 'Switch') count += Math.max(0, ...counts);
    else for (const inner of counts) count += inner;
  }
  return count;
}

function checkCounts({ components, members, path }: Screen, report: Report): void {
  const children = [...path, 'layout', 'children'];
  if (components.length > MOST_COMPONENTS)
    report.add(
      'MAX_COMPONENTS_PER_SCREEN',
      `Maximum number of components allowed per screen is ${MOST_COMPONENTS} but found ${components.length}.`,
      children,
    );
  for (const [type, { most }] of Object.entries(COMPONENTS)) {
    if (most === undefined) continue;
    const count =
      type === 'Footer'
        ? footersIn(membersOf(members.layout)?.children, report, children)
        : components.filter((it) => it.type === type).length;
    if (count > most)
      report.add(
        `MAX_${type.replace(/(?<=[a-z])(?=[A-Z])/g, '_').toUpperCase()}_PER_SCREEN`,
        `Maximum number of ${type} allowed per screen is ${most} but found ${count}.`,
        children,
      );
  }
}

function checkNames({ components }: Screen, report: Report): void {
  const names = new Set<unknown>();
  for (const { component, type, path } of components) {
    if (!COMPONENTS[type]?.isInput || typeof component.name !== 'string') continue;
    if (names.has(component.name))
      report.add('DUPLICATE_FORM_COMPONENT_NAMES', `Duplicate name found for Form components: ${component.name}.`, [
        ...path,
        'name',
      ]);
    names.add(component.name);
  }
}

function checkComponent(visited: Visited, version: string, report: Report): void {
  const { component, path, type, isInForm } = visited;
  if (component.type === undefined)
    return report.add('MISSING_REQUIRED_TYPE_PROPERTY', "Required property 'type' is missing.", path);
  const rule = Object.hasOwn(COMPONENTS, type) ? COMPONENTS[type] : undefined;
  if (!rule || !hasReached(version, rule.since ?? '2.1'))
    return report.add('INVALID_PROPERTY_VALUE', `Invalid value found for property 'type' at '${rootPath(path)}'.`, [
      ...path,
      'type',
    ]);
  checkMembers(visited, rule, report);
  if (type === 'Footer') checkFooter(visited, report);
  if (rule.isInput && !isInForm && !hasReached(version, '4.0'))
    report.add('KEYWORD_ONE_OF', `Property '${type}' must be defined inside parent property 'Form'.`, path);
}

export function checkComponents({ screens, version }: FlowModel, report: Report): void {
  for (const screen of screens) {
    for (const visited of screen.components) checkComponent(visited, version, report);
    checkCounts(screen, report);
    checkNames(screen, report);
  }
}
