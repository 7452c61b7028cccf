/** Kinds of objects that an id in a path can mean. */
export type NodeKind = 'phone-number' | 'waba' | 'business' | 'app' | 'template';

export const NODE_KINDS: readonly NodeKind[] = ['phone-number', 'waba', 'business', 'app', 'template'];
