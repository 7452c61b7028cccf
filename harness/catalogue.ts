/** Every fault, check and conversation script that a scenario can name. */
import { scripts } from '../loadgen/scripts/index.js';
import { faults } from '../mock-server/faults/catalogue.js';
import { checks } from '../verdict/checks/index.js';
import type { Catalogue } from './scenario/catalogue.js';

export const scenarioCatalogue: Catalogue = { faults, checks, scripts };

/** Meta's table of errors, for `waproof errors` and the documentation. */
export { errorTable as metaErrors } from '../mock-server/errors/error-table.js';
/** The same faults with all that is known of them, for `waproof faults`. */
export { type FaultEntry, faults as faultCatalogue } from '../mock-server/faults/catalogue.js';
