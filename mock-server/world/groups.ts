/**
 * Groups of a number (Groups API): their settings, who is in them, who asks to come in. Users come by the invite link;
 * the number may ask that each is let in by hand. Not modelled: that a removed user cannot come back, why
 * Meta suspends a group, and that only Official Business Accounts may have groups.
 */
import { createHash } from 'node:crypto';
import { type PhoneNumberId, phoneNumberId, type WaId, waId } from '../../core/ids.js';
import { type Collection, defineCollection } from './collection.js';

export interface JoinRequest {
  readonly id: string;
  readonly user: WaId;
  /** Wall time in milliseconds. */
  readonly askedAt: number;
}

export interface Group {
  readonly id: string;
  /** What the group is to the phones in it: 18 digits, in place of a user's number. */
  readonly chat: WaId;
  readonly phoneNumberId: string;
  readonly subject: string;
  readonly description: string;
  readonly joinApprovalMode: 'approval_required' | 'auto_approve';
  readonly isSuspended: boolean;
  /** Wall time in milliseconds. */
  readonly createdAt: number;
  /** Users, without the business itself. */
  readonly participants: readonly WaId[];
  readonly joinRequests: readonly JoinRequest[];
  /** Absent: it was deleted, and nobody can come in. */
  readonly inviteLink?: string;
  /** How many links it has had; each is another one. */
  readonly links: number;
  /** How many changes were asked for: their ids are made of it. */
  readonly requests: number;
  /** Messages that are pinned, the one that was pinned last at the end. */
  readonly pins?: readonly {
    readonly message: string;
    /** Wall time in milliseconds. */
    readonly until: number;
  }[];
  /** Where the picture's bytes are. */
  readonly picture?: string;
}

/** Meta, "Groups API": participants of a group besides the business, and groups of a number. */
export const MAX_PARTICIPANTS = 8;
export const MAX_GROUPS = 10_000;
/** Pending at a time (assumed). */
export const MAX_JOIN_REQUESTS = 1_000;

export const groups = defineCollection<Group>({
  name: 'groups',
  kind: 'group',
  // The end of a chat's 18 digits: more than 15 digits are not counted with.
  firstId: 100_000_000_001,
  limit: 20_000,
});

/** The number that the group belongs to. */
export const numberOf = (group: Group): PhoneNumberId => phoneNumberId(group.phoneNumberId);

/** Base64 as Graph writes it in ids: without `=`, which is `ZD`. */
const graphBase64 = (text: string) => Buffer.from(text).toString('base64').replaceAll('=', 'ZD');

const fingerprint = (text: string) => createHash('sha256').update(text).digest();

const linkOf = (chat: string, count: number): string =>
  `https://chat.whatsapp.com/${fingerprint(`${chat}/${count}`).toString('hex').slice(0, 22)}`;

/** Id of a change that was asked for: 15 digits, as the webhook that tells of its end will name it. */
export const requestIdOf = ({ chat, requests }: Group): string =>
  `1${String(fingerprint(`${chat}#${requests}`).readUIntBE(0, 6))
    .padStart(15, '0')
    .slice(-14)}`;

export type GroupDraft = Pick<Group, 'phoneNumberId' | 'subject' | 'description' | 'joinApprovalMode' | 'createdAt'>;

/** @param digits the number as it is dialled. @throws RangeError when the collection is full: ask before. */
export const createGroup = (all: Collection<Group>, digits: string, draft: GroupDraft): Group =>
  all.add((serial) => {
    const chat = waId(`120363${serial}`);
    return {
      ...draft,
      id: graphBase64(`capi_group:${digits}:${chat}`),
      chat,
      isSuspended: false,
      participants: [],
      joinRequests: [],
      inviteLink: linkOf(chat, 1),
      links: 1,
      requests: 1,
    };
  });

/** Another link in place of the one that there is. */
export function renewLink(all: Collection<Group>, { id, chat, links }: Group): string {
  const inviteLink = linkOf(chat, links + 1);
  all.update(id, { inviteLink, links: links + 1 });
  return inviteLink;
}

/** What becomes of a user who follows the invite link. */
export type Joined = 'joined' | 'asked' | 'is-in' | 'full' | 'no-link';

export function joinGroup(all: Collection<Group>, group: Group, user: WaId, now: number): Joined {
  const { id, chat, participants, joinRequests, inviteLink, joinApprovalMode } = group;
  if (inviteLink === undefined) return 'no-link';
  if (participants.includes(user) || joinRequests.some((asked) => asked.user === user)) return 'is-in';
  if (participants.length >= MAX_PARTICIPANTS || joinRequests.length >= MAX_JOIN_REQUESTS) return 'full';
  if (joinApprovalMode === 'auto_approve') {
    all.update(id, { participants: [...participants, user] });
    return 'joined';
  }
  const asked = { id: graphBase64(`${user}:${chat}`), user, askedAt: now };
  all.update(id, { joinRequests: [...joinRequests, asked] });
  return 'asked';
}
