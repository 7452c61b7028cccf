/** `/{group-id}/invite_link`: the link by which users come in is read, renewed and deleted. */
import { contentError } from '../../errors/graph-error.js';
import { renewLink } from '../../world/groups.js';
import { type Operation, refuse, reply } from '../operation.js';
import { whatsapp } from '../parameters.js';
import { onGroup } from './on-group.js';

const route = '/{group-id}/invite_link';
const answer = (invite_link: string) => ({ messaging_product: 'whatsapp', invite_link });

export const inviteLinkOperations: readonly Operation[] = [
  onGroup({ route: `GET ${route}`, summary: 'The invite link of a group.' }, ({ inviteLink }) =>
    inviteLink === undefined
      ? refuse(contentError(131009, 'The group has no invite link.'))
      : reply(() => answer(inviteLink)),
  ),
  onGroup(
    {
      route: `POST ${route}`,
      summary: 'Makes another invite link; the one before leads nowhere.',
      accepts: { messaging_product: whatsapp },
    },
    (group, _call, all) => reply(() => answer(renewLink(all, group))),
  ),
  onGroup(
    {
      route: `DELETE ${route}`,
      summary: 'Deletes the invite link: nobody can come in.',
      accepts: { messaging_product: whatsapp },
    },
    (group, _call, all) =>
      reply(() => {
        const { inviteLink: _gone, ...rest } = group;
        all.put(rest);
        // A text, not a boolean: so it stands in Meta's OpenAPI file.
        return { messaging_product: 'whatsapp', success: 'true' };
      }),
  ),
];
