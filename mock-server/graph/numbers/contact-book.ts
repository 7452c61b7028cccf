/**
 * `DELETE /{phone-number-id}/contact_book` and `GET /{business-id}/parent-bsuid-accounts` (both 2026). Only ids of the
 * portfolio itself are taken, no parent ones. No portfolio is enrolled in a parent account here: Meta enrols the
 * businesses that it manages; what it answers to others is not documented.
 */
import { phoneNumberId } from '../../../core/ids.js';
import { contentError, parameterError } from '../../errors/graph-error.js';
import { businesses, numbers } from '../../world/accounts.js';
import { findUser, isUserId, portfolioOf } from '../../world/bsuid.js';
import { contactRemovals, isContact, removeContact } from '../../world/contact-book.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type Operation, refuse, reply } from '../operation.js';
import { string, whatsapp } from '../parameters.js';

const about = (summary: string, source: About['source']): About => ({
  summary,
  source,
  test: 'test/conformance/contact-book.test.ts',
});

export const contactBookOperations: readonly Operation[] = [
  onObject(
    numbers,
    {
      route: 'DELETE /{phone-number-id}/contact_book',
      about: about('Takes a user out of the contact book of the portfolio.', 'documented'),
      accepts: { messaging_product: whatsapp, bsuid: string({ required: true }) },
    },
    (number, { parameters }, world) => {
      const id = textOf(parameters, 'bsuid') ?? '';
      const portfolio = portfolioOf(world, phoneNumberId(number.id));
      if (!isUserId(id) || /^[A-Z]{2}\.ENT\./.test(id))
        return refuse(parameterError('Param bsuid is not a valid business-scoped user ID.'));
      const user = findUser(portfolio, id);
      if (user === undefined)
        return refuse(contentError(131009, 'The business-scoped user ID does not belong to this business portfolio.'));
      if (world.of(contactRemovals).isFull())
        return refuse(parameterError('This mock remembers no more deletions from contact books.'));
      return reply(() => {
        const deleted = isContact(world, portfolio, user);
        if (deleted) removeContact(world, portfolio, user);
        return { messaging_product: 'whatsapp', success: true, deleted };
      });
    },
  ),
  onObject(
    businesses,
    {
      route: 'GET /{business-id}/parent-bsuid-accounts',
      about: about('The portfolios that share parent ids with this one: none.', 'assumed'),
      needs: 'business_management',
    },
    () => reply(() => ({ enrolled_business_portfolios: [] })),
  ),
];
