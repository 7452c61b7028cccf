/** Who wrote the message that is answered, where whoever writes names it by its id alone. */
import { numbers } from '../../world/accounts.js';
import { decodeWamid } from '../../world/wamid.js';
import type { World } from '../../world/world.js';

type Content = Readonly<Record<string, unknown>>;

/** The business, if the id says so, or else the user. @param user digits of the number. */
export function withSender<Given extends Content>(world: World, content: Given, number: string, user: string): Given {
  const context = content.context as { readonly id?: string; readonly from?: string } | undefined;
  if (context?.id === undefined || context.from !== undefined) return content;
  const isOwn = decodeWamid(context.id)?.direction === 'to-business';
  const shown = world.of(numbers).get(number)?.displayPhoneNumber ?? '';
  return { ...content, context: { from: isOwn ? user : shown.replace(/\D/g, ''), ...context } };
}
