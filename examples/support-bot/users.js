/** Who somebody is: the business-scoped id, which every user has; the phone number may be missing, or change. */

/** @param {{ user?: string, userId?: string }} message */
export const userOf = ({ user, userId }) => userId ?? user;
