/**
 * Partner-led business verification: `POST /{business-id}/self_certify_whatsapp_business` and the list of what was
 * submitted. Three submissions for a client at most, three documents of 5 MB in each (Meta, "Partner-led Business
 * Verification"). Nobody reads the documents here: a submission is approved at once, and the client verified (assumed).
 */
import { parameterError } from '../../errors/graph-error.js';
import { businesses } from '../../world/accounts.js';
import { type VerificationSubmission, verificationSubmissions } from '../../world/verification-submissions.js';
import type { NodeFields } from '../fields.js';
import { textOf } from '../given.js';
import { onObject } from '../on-object.js';
import { type About, type GraphRequest, refuse, reply } from '../operation.js';
import { string } from '../parameters.js';
import { readEdge } from '../read-edge.js';
import { graphTime } from './given.js';
import { idOf, refuseFull, refuseParameter } from './shapes.js';

const ATTEMPTS = 3;
const DOCUMENTS = 3;
const DOCUMENT_BYTES = 5 * 1_024 * 1_024;
const DOCUMENT_TYPES = ['application/pdf', 'image/jpeg', 'image/jpg', 'image/png'];
const DOCUMENT_NAME = /\.(pdf|jpe?g|png)$/i;

const about = (summary: string): About => ({
  summary,
  source: 'documented',
  test: 'test/conformance/verification-submissions.test.ts',
});

/** What may be told of the client besides its documents. */
const INFO = [
  'business_vertical',
  'end_business_address',
  'end_business_legal_name',
  'end_business_trade_names',
  'end_business_website',
  'average_monthly_revenue_spend_with_partner',
  'num_billing_cycles_with_partner',
] as const;

/** Files of the form, whose field may be written with brackets, or names of files given as a parameter. */
function refuseDocuments({ parameters, files }: GraphRequest) {
  const uploaded = Object.entries(files).filter(([name]) => name.startsWith('business_documents'));
  const named = parameters.business_documents ?? parameters['business_documents[]'];
  const names: readonly unknown[] = named === undefined ? [] : Array.isArray(named) ? named : [named];
  const count = uploaded.length + names.length;
  if (count === 0) return parameterError('The parameter business_documents is required.');
  if (count > DOCUMENTS) return parameterError(`Param business_documents must have at most ${DOCUMENTS} elements.`);
  const isKnownType =
    uploaded.every(([, { mimeType }]) => DOCUMENT_TYPES.includes(mimeType)) &&
    names.every((name) => typeof name === 'string' && DOCUMENT_NAME.test(name));
  if (!isKnownType) return parameterError('Param business_documents must hold files of type PDF, JPEG, JPG or PNG.');
  return uploaded.some(([, { sizeBytes }]) => sizeBytes > DOCUMENT_BYTES)
    ? parameterError('Param business_documents must hold files of at most 5 MB each.')
    : undefined;
}

export const selfCertifyBusiness = onObject(
  businesses,
  {
    route: 'POST /{business-id}/self_certify_whatsapp_business',
    about: about('Submits a client for business verification.'),
    needs: 'business_management',
    takesBytes: DOCUMENTS * DOCUMENT_BYTES,
    accepts: {
      end_business_id: idOf({ required: true }),
      ...Object.fromEntries(INFO.map((name) => [name, string({ maxLength: 1_000 })])),
    },
  },
  (business, request, world, all) => {
    const { parameters } = request;
    const client = all.get(textOf(parameters, 'end_business_id') ?? '');
    if (!client || client.id === business.id) return refuseParameter('Invalid parameter value for end_business_id');
    const refusal = refuseDocuments(request);
    if (refusal) return refuse(refusal);
    const submissions = world.of(verificationSubmissions);
    const attempts = submissions
      .all()
      .filter((it) => it.businessId === business.id && it.clientBusinessId === client.id).length;
    if (attempts >= ATTEMPTS)
      return refuseParameter(`A business can be submitted for verification at most ${ATTEMPTS} times`);
    if (submissions.isFull()) return refuseFull('verification submissions');
    const info = INFO.flatMap((name) => {
      const value = textOf(parameters, name);
      return value === undefined ? [] : [[name, value] as const];
    });
    return reply(() => {
      submissions.add((id) => ({
        id,
        businessId: business.id,
        clientBusinessId: client.id,
        submittedInfo: Object.fromEntries(info),
        submittedAt: world.now(),
      }));
      all.update(client.id, { verificationStatus: 'verified' });
      return {
        success: true,
        message: 'Your request has been received and will be reviewed shortly.',
        verification_attempts: attempts + 1,
      };
    });
  },
);

const fieldsOf = ({ id, clientBusinessId, submittedInfo, submittedAt }: VerificationSubmission): NodeFields => ({
  defaults: ['verification_status', 'submitted_time', 'update_time', 'client_business_id', 'submitted_info'],
  all: {
    id,
    verification_status: 'APPROVED',
    rejection_reasons: undefined,
    submitted_time: graphTime(submittedAt),
    update_time: graphTime(submittedAt),
    client_business_id: clientBusinessId,
    submitted_info: submittedInfo,
  },
});

export const getVerificationSubmissions = onObject(
  businesses,
  {
    route: 'GET /{business-id}/self_certified_whatsapp_business_submissions',
    about: about('The verifications that a partner has submitted.'),
    needs: 'business_management',
    accepts: { end_business_id: idOf() },
  },
  (business, request, world) => {
    const client = textOf(request.parameters, 'end_business_id');
    const own = world
      .of(verificationSubmissions)
      .all()
      .filter((it) => it.businessId === business.id && (client === undefined || it.clientBusinessId === client));
    return readEdge('business', own.map(fieldsOf), request);
  },
);
