/** What a number offers in an empty chat: prompts to tap (ice breakers) and commands after a slash. */
import { defineCollection } from './collection.js';

export interface AutomationCommand {
  readonly command_name: string;
  readonly command_description: string;
}

export interface ConversationalAutomation {
  /** The number's id. */
  readonly id: string;
  readonly prompts: readonly string[];
  readonly commands: readonly AutomationCommand[];
}

export const conversationalAutomations = defineCollection<ConversationalAutomation>({
  name: 'conversationalAutomations',
  limit: 10_000,
});
