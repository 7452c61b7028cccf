/**
 * What the components of a screen start: actions that exist for them, a screen that is there, data that it expects.
 * Data bound in a payload must be there. Not checked: the types of bound data, and what an endpoint answers.
 */
import { actionsOf, COMPONENTS } from './component-rules.js';
import { ACTION_MEMBERS, type FlowModel, type Screen, targetOf } from './flow-model.js';
import { type Members, membersOf, type Path, type Report } from './problem.js';
import { textsIn } from './walk.js';

interface Started {
  readonly action: Members;
  readonly name: unknown;
  readonly path: Path;
  readonly screen: Screen;
}

const BOUND = /\$\{(data|form)\.([\w-]+)/g;

function checkTarget({ action, path, screen }: Started, { screens, hasEndpoint }: FlowModel, report: Report): void {
  const target = targetOf(action);
  if (target === undefined)
    return report.add('MISSING_REQUIRED_TYPE_PROPERTY', "Required property 'next' is missing.", path);
  const place = [...path, 'next', 'name'];
  const code = 'INVALID_NAVIGATE_ACTION_NEXT_SCREEN_NAME';
  if (target === screen.id)
    return report.add(code, `Same screen navigation is not allowed. Loop detected at [${target}].`, place);
  const next = screens.find(({ id }) => id === target);
  if (!next) return report.add(code, `Unknown screen ids found: [${target}].`, place);
  if (!hasEndpoint) checkHandover(membersOf(action.payload) ?? {}, next, [...path, 'payload'], report);
}

/** What is handed to the next screen must be what it expects; with an endpoint, that may give the rest. */
function checkHandover(payload: Members, next: Screen, path: Path, report: Report): void {
  const [given, expected] = [Object.keys(payload), Object.keys(next.data)];
  const code = 'INVALID_NAVIGATE_ACTION_PAYLOAD';
  if (given.length > 0 && next.members.data === undefined)
    return report.add(code, `No data model is defined in the next screen '${next.id}'.`, path);
  const strangers = given.filter((name) => !expected.includes(name));
  const absent = expected.filter((name) => !given.includes(name));
  if (strangers.length > 0)
    report.add(code, `Following fields are missing in the next screen's data model: [${strangers.join(', ')}].`, path);
  if (absent.length > 0)
    report.add(
      code,
      `Following fields are expected in the next screen's data model but missing in payload: [${absent.join(', ')}].`,
      path,
    );
}

function checkPayload({ action, path, screen }: Started, report: Report): void {
  const inputs = new Set(
    screen.components.filter(({ type }) => COMPONENTS[type]?.isInput).map(({ component }) => component.name),
  );
  for (const found of textsIn(action.payload, [...path, 'payload']))
    for (const [expression, source, name = ''] of found.text.matchAll(BOUND)) {
      const isThere = source === 'data' ? Object.hasOwn(screen.data, name) : inputs.has(name);
      if (!isThere)
        report.add(
          'INVALID_ON_CLICK_ACTION_PAYLOAD',
          source === 'data'
            ? `Missing dynamic data '${expression}}' in the data model for screen '${screen.id}'.`
            : `Missing Form component ${expression}} for screen '${screen.id}'.`,
          found.path,
        );
    }
}

function checkAction(started: Started, allowed: readonly string[], model: FlowModel, report: Report): void {
  const { name, path, screen } = started;
  if (typeof name !== 'string' || !allowed.includes(name))
    return report.add('INVALID_ENUM_VALUE', `Value should be one of: [${allowed.join(', ')}].`, [...path, 'name']);
  if (name === 'complete' && !screen.isTerminal)
    report.add(
      'INVALID_COMPLETE_ACTION',
      "On-click-action 'complete' can only be configured on a terminal screen.",
      path,
    );
  if (name === 'data_exchange' && !model.hasEndpoint)
    report.add('MISSING_REQUIRED_PROPERTY', "The property 'data_api_version' is required for data_exchange action.", [
      ...path,
      'name',
    ]);
  if (name === 'navigate') checkTarget(started, model, report);
  checkPayload(started, report);
}

export function checkActions(model: FlowModel, report: Report): void {
  for (const screen of model.screens)
    for (const { component, path, type } of screen.components)
      for (const member of ACTION_MEMBERS) {
        const given = component[member];
        if (given === undefined) continue;
        const place = [...path, member];
        const action = membersOf(given);
        if (action)
          checkAction({ action, name: action.name, path: place, screen }, actionsOf(type, member), model, report);
        else report.add('INVALID_PROPERTY_TYPE', `Expected property '${member}' to be of type 'object'.`, place);
      }
}
