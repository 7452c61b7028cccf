/** The data that a screen is given: each field has a type and a fitting example, and what is shown of it exists. */
import { ACTION_MEMBERS, type FlowModel, type Screen } from './flow-model.js';
import { kindOf, type Members, membersOf, type Path, type Report } from './problem.js';
import { textsIn } from './walk.js';

const BOUND = /\$\{data\.([\w-]+)/g;

function fits(example: unknown, type: string): boolean {
  if (type === 'integer') return Number.isInteger(example);
  return kindOf(example) === type;
}

function checkField(field: Members, path: Path, report: Report): void {
  const { type, items, __example__: example } = field;
  const code = 'INVALID_SCREEN_DATA';
  if (type === undefined) return report.add(code, "Missing the definition of property 'type'.", path);
  if (typeof type !== 'string')
    return report.add(code, "Expected the property 'type' to be of type string.", [...path, 'type']);
  if (type === 'array' && items === undefined)
    report.add(code, "Missing the schema for property 'items' in array.", path);
  if (items !== undefined && !membersOf(items) && typeof items !== 'boolean')
    report.add(code, "Expected the property 'items' to be of type boolean or object.", [...path, 'items']);
  if (example !== undefined && !fits(example, type))
    report.add(
      code,
      `Invalid data model schema. Expected property '__example__' to be of type ${type}, but found ${kindOf(example)}.`,
      [...path, '__example__'],
    );
}

function checkScreen({ data, path, components }: Screen, report: Report): void {
  for (const [name, value] of Object.entries(data)) {
    const place = [...path, 'data', name];
    const field = membersOf(value);
    if (field) checkField(field, place, report);
    else report.add('INVALID_SCREEN_DATA', `Expected '${name}' to be of type object.`, place);
  }
  for (const { component, path: at } of components)
    for (const [member, value] of Object.entries(component)) {
      if ((ACTION_MEMBERS as readonly string[]).includes(member)) continue;
      if (['children', 'then', 'else', 'cases'].includes(member)) continue;
      for (const found of textsIn(value, [...at, member]))
        for (const [expression, name = ''] of found.text.matchAll(BOUND))
          if (!Object.hasOwn(data, name))
            report.add(
              'INVALID_SCREEN_DYNAMIC_DATA',
              `Missing dynamic data '${expression}}' in the screen data model.`,
              found.path,
            );
    }
}

export function checkData({ screens }: FlowModel, report: Report): void {
  for (const screen of screens) checkScreen(screen, report);
}
