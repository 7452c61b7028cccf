/** Prompts and commands of a number, over HTTP. */
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type ServedMock, serveMock } from './served-mock.js';

let graph: ServedMock;
beforeEach(async () => {
  graph = await serveMock();
});
afterEach(() => graph.close());

const NUMBER = '/v23.0/100000000000001';
const AUTOMATION = `${NUMBER}/conversational_automation`;
const id = '100000000000001';
const set = (body: object) => graph.call(AUTOMATION, { body });
const read = async () => (await graph.call(AUTOMATION, { method: 'GET' })).json;
const command = (command_name: string) => ({ command_name, command_description: 'Help' });

test('what is left out stays, an empty list clears, and the number shows it as a field', async () => {
  expect(await read()).toEqual({ prompts: [], commands: [], id });
  expect((await set({ enable_welcome_message: true, prompts: ['Plan a trip'] })).json).toEqual({ success: true });
  await set({ commands: [command('help')] });
  const whole = { prompts: ['Plan a trip'], commands: [command('help')], id };
  expect(await read()).toEqual(whole);
  const { json } = await graph.call(`${NUMBER}?fields=conversational_automation`, { method: 'GET' });
  expect(json).toEqual({ conversational_automation: whole, id });
  await set({ prompts: [] });
  expect(await read()).toEqual({ ...whole, prompts: [] });
  expect((await graph.call(AUTOMATION, { method: 'DELETE' })).json).toEqual({ success: true });
  expect(await read()).toEqual({ prompts: [], commands: [], id });
});

test('as much as the limits allow is taken', async () => {
  const commands = Array.from({ length: 30 }, (_, at) => ({
    command_name: `c${at}`.padEnd(32, '_'),
    command_description: 'x'.repeat(256),
  }));
  expect((await set({ prompts: Array(4).fill('x'.repeat(80)), commands })).status).toBe(200);
});

test.each([
  [{ prompts: Array(5).fill('Hi') }, 'Too many prompts provided. Maximum allowed is 4'],
  [{ prompts: ['x'.repeat(81)] }, 'Param prompts[0] must be at most 80 characters long.'],
  [{ prompts: [{}] }, 'Param prompts[0] must be a string.'],
  [
    { commands: Array.from({ length: 31 }, (_, at) => command(`c${at}`)) },
    'Too many commands provided. Maximum allowed is 30',
  ],
  [
    { commands: [command('help'), command('help')] },
    'Command names must be unique. Duplicate command name found: help',
  ],
  [
    { commands: [command('get help')] },
    "Param commands[0]['command_name'] must contain only alphanumeric characters and underscores.",
  ],
  [{ commands: [command('x'.repeat(33))] }, "Param commands[0]['command_name'] must be at most 32 characters long."],
  [{ commands: [{ command_name: 'help' }] }, "The parameter commands[0]['command_description'] is required."],
  [{ enable_welcome_message: 'many' }, 'Param enable_welcome_message must be a boolean.'],
])('%j is refused', async (body, words) => {
  const { status, json } = await set(body);
  expect(status).toBe(400);
  expect(json).toMatchObject({ error: { message: `(#100) ${words}`, code: 100 } });
  expect(await read()).toEqual({ prompts: [], commands: [], id });
});
