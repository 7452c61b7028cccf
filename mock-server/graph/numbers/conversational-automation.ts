/**
 * `/{phone-number-id}/conversational_automation`: prompts and commands. What a POST leaves out stays, an empty list
 * clears. Welcome messages ended on 2026-03-27: `enable_welcome_message` is taken and has no effect.
 */
import { type GraphError, parameterError } from '../../errors/graph-error.js';
import { numbers } from '../../world/accounts.js';
import { type AutomationCommand, conversationalAutomations } from '../../world/conversational-automations.js';
import type { World } from '../../world/world.js';
import { objectsOf, textsOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, change, type Operation, refuse } from '../operation.js';
import { array, boolean, object, string } from '../parameters.js';
import { readNode } from '../read-node.js';

/** Meta, "Conversational components"; the OpenAPI file has 3 prompts and names of 30 characters. */
const PROMPTS = 4;
const COMMANDS = 30;

const accepts = {
  enable_welcome_message: boolean,
  prompts: array(string({ maxLength: 80 })),
  commands: array(
    object({
      command_name: string({
        required: true,
        maxLength: 32,
        pattern: { like: /^\w+$/, otherwise: 'must contain only alphanumeric characters and underscores.' },
      }),
      command_description: string({ required: true, maxLength: 256 }),
    }),
  ),
};

function refuseLists(prompts: readonly string[] = [], commands: readonly AutomationCommand[] = []) {
  if (prompts.length > PROMPTS) return parameterError(`Too many prompts provided. Maximum allowed is ${PROMPTS}`);
  if (commands.length > COMMANDS) return parameterError(`Too many commands provided. Maximum allowed is ${COMMANDS}`);
  const names = new Set<string>();
  for (const { command_name: name } of commands) {
    if (names.has(name)) return duplicate(name);
    names.add(name);
  }
  return undefined;
}

const duplicate = (name: string): GraphError =>
  parameterError(`Command names must be unique. Duplicate command name found: ${name}`);

/** As a field of the number and as a node of its own. */
export function automationOf(numberId: string, world: World) {
  const { prompts = [], commands = [] } = world.of(conversationalAutomations).get(numberId) ?? {};
  return { prompts, commands, id: numberId };
}

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/conversational-automation.test.ts',
});
const route = '/{phone-number-id}/conversational_automation';

export const conversationalAutomationOperations: readonly Operation[] = [
  onObject(
    numbers,
    { route: `GET ${route}`, about: about('The prompts and commands of a number.') },
    (number, request, world) =>
      readNode('phone-number', { all: automationOf(number.id, world), defaults: ['prompts', 'commands'] }, request),
  ),
  onObject(
    numbers,
    { route: `POST ${route}`, about: about('Sets prompts and commands of a number.'), accepts },
    (number, { parameters }, world) => {
      const prompts = textsOf(parameters, 'prompts');
      const commands = objectsOf(parameters, 'commands') as readonly AutomationCommand[] | undefined;
      const refusal = refuseLists(prompts, commands);
      if (refusal) return refuse(refusal);
      return change(() => {
        const { id, ...known } = automationOf(number.id, world);
        world
          .of(conversationalAutomations)
          .put({ id, ...known, ...(prompts && { prompts }), ...(commands && { commands }) });
      });
    },
  ),
  onObject(
    numbers,
    { route: `DELETE ${route}`, about: about('Clears prompts and commands of a number.') },
    (number, _request, world) => change(() => void world.of(conversationalAutomations).remove(number.id)),
  ),
];
