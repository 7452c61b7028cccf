/** A flow's JSON as its checks read it: the parts that have the right shape; what has not is reported elsewhere. */
import { listOf, type Members, membersOf, type Path } from './problem.js';
import { type Visited, walk } from './walk.js';

export interface Screen {
  readonly id: string;
  readonly path: Path;
  readonly members: Members;
  readonly isTerminal: boolean;
  /** Fields that the screen is given, by name. */
  readonly data: Members;
  readonly components: readonly Visited[];
  /** Screens that its navigate actions lead to. */
  readonly leadsTo: readonly string[];
}

export interface FlowModel {
  readonly root: Members;
  /** Of the form `5.1`. */
  readonly version: string;
  readonly screens: readonly Screen[];
  /** Whether a server answers the flow: it names the version of the data API. */
  readonly hasEndpoint: boolean;
}

export const ACTION_MEMBERS = ['on-click-action', 'on-select-action', 'on-unselect-action'] as const;

/** The screen that an action leads to. */
export function targetOf(action: unknown): string | undefined {
  const { name, next } = membersOf(action) ?? {};
  const target = membersOf(next)?.name;
  return name === 'navigate' && typeof target === 'string' ? target : undefined;
}

function readScreen(value: unknown, index: number): Screen | undefined {
  const members = membersOf(value);
  if (!members) return undefined;
  const path = ['screens', index];
  const components = [...walk(membersOf(members.layout)?.children, [...path, 'layout', 'children'])];
  const actions = components.flatMap(({ component }) => [
    component['on-click-action'],
    ...listOf(component['list-items']).map((item) => membersOf(item)?.['on-click-action']),
  ]);
  return {
    id: typeof members.id === 'string' ? members.id : '',
    path,
    members,
    isTerminal: members.terminal === true,
    data: membersOf(members.data) ?? {},
    components,
    leadsTo: [...new Set(actions.flatMap((action) => targetOf(action) ?? []))],
  };
}

export const readModel = (root: Members, version: string): FlowModel => ({
  root,
  version,
  screens: listOf(root.screens).flatMap((screen, index) => readScreen(screen, index) ?? []),
  hasEndpoint: root.data_api_version !== undefined,
});
