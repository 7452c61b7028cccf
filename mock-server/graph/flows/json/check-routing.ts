/**
 * How screens lead to each other. With an endpoint the routing model says so and must agree with the navigate actions;
 * without one it is drawn from them. Either way there is a first screen, a way to each, and none back.
 */
import { MOST_SCREENS } from './check-structure.js';
import type { FlowModel } from './flow-model.js';
import { listOf, membersOf, type Report } from './problem.js';

const CODE = 'INVALID_ROUTING_MODEL';
const MOST_BRANCHES = 10;

type Routes = ReadonlyMap<string, readonly string[]>;

/** Screens that can be reached from those given, themselves included. */
function reach(from: readonly string[], routes: Routes): Set<string> {
  const seen = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    waiting.push(...(routes.get(next) ?? []));
  }
  return seen;
}

/** Screens on some way that comes back to where it began. */
const loopsOf = (routes: Routes): readonly string[] =>
  [...routes.keys()].filter((id) => reach(routes.get(id) ?? [], routes).has(id));

function checkGraph(routes: Routes, { hasEndpoint }: FlowModel, report: Report): void {
  const path = hasEndpoint ? ['routing_model'] : ['screens'];
  const targets = new Set([...routes.values()].flat());
  const entries = [...routes.keys()].filter((id) => !targets.has(id));
  for (const [id, next] of routes)
    if (next.length > MOST_BRANCHES)
      report.add(
        CODE,
        `Number of branches exceeds the max limit of ${MOST_BRANCHES} for screen: ${id}.${hasEndpoint ? '' : ' Reduce navigate actions for the screen.'}`,
        path,
      );
  if (entries.length === 0)
    return report.add(
      CODE,
      hasEndpoint
        ? 'No entry screen found in the routing model. Expected a screen with no inbound edges as the entry screen.'
        : 'No entry screen found in the routing model. Add a screen that is not used as the next screen in any of the navigate actions.',
      path,
    );
  const [first = ''] = entries;
  const reached = reach([first], routes);
  const lost = [...routes.keys()].filter((id) => !reached.has(id));
  if (lost.length > 0)
    report.add(
      CODE,
      `Following screens are not connected with the rest of the screens${hasEndpoint ? '' : ' via navigate screen action'}: (${lost.join(', ')}). All screens should be connected.`,
      path,
    );
}

/** Loops, of which the shortest has its own words. */
function checkLoops(routes: Routes, { hasEndpoint }: FlowModel, report: Report): void {
  const path = hasEndpoint ? ['routing_model'] : ['screens'];
  const back: string[] = [];
  for (const [id, next] of routes)
    for (const target of next)
      if (id < target && routes.get(target)?.includes(id)) {
        back.push(id, target);
        report.add(
          CODE,
          `Backward route [${target}->${id}] corresponding to forward route [${id}->${target}] is not allowed in the routing model. Only forward routes can be specified.`,
          path,
        );
      }
  const loops = loopsOf(routes).filter((id) => !back.includes(id));
  if (loops.length > 0)
    report.add(CODE, `Loop detected in the routing model for screens: (${loops.join(', ')}).`, path);
}

/** The routing model as it is written, after saying where it does not agree with the screens. */
function readModelRoutes({ root, screens }: FlowModel, report: Report): Routes | undefined {
  const model = membersOf(root.routing_model);
  if (!model) {
    report.add(
      'MISSING_REQUIRED_PROPERTY',
      "The property 'routing_model' is required for property 'data_api_version'.",
      ['routing_model'],
    );
    return undefined;
  }
  const ids = new Set(screens.map(({ id }) => id));
  const routes = new Map(Object.entries(model).map(([id, next]) => [id, listOf(next).map(String)] as const));
  const absent = [...ids].filter((id) => !routes.has(id));
  const strangers = [...new Set([...routes.keys(), ...[...routes.values()].flat()])].filter((id) => !ids.has(id));
  if (absent.length > 0)
    report.add(CODE, `Following screens are missing in the routing model: (${absent.join(', ')}).`, ['routing_model']);
  if (strangers.length > 0)
    report.add(CODE, `Invalid screens found in the routing model: (${strangers.join(', ')}).`, ['routing_model']);
  for (const { id, leadsTo, path } of screens)
    for (const target of leadsTo)
      if (ids.has(target) && !routes.get(id)?.includes(target))
        report.add(
          CODE,
          `Missing direct route from screen '${id}' to screen '${target}' in the routing model, while it exists in the navigate screen action of screen '${id}'.`,
          path,
        );
  return absent.length + strangers.length === 0 ? routes : undefined;
}

export function checkRouting(model: FlowModel, report: Report): void {
  const { screens, hasEndpoint } = model;
  // Too many to draw a graph of: that they are too many is said elsewhere.
  if (screens.length > MOST_SCREENS) return;
  const ids = new Set(screens.map(({ id }) => id));
  const routes = hasEndpoint
    ? readModelRoutes(model, report)
    : new Map(screens.map(({ id, leadsTo }) => [id, leadsTo.filter((next) => ids.has(next) && next !== id)] as const));
  if (!routes || routes.size < 2) return;
  checkGraph(routes, model, report);
  checkLoops(routes, model, report);
}
