// breaks: uses-living-version
// The version of the API was written into the code three years ago. Meta serves such calls by the oldest version that lives,
// without an error: until an answer has another form one morning. Seen in most forks.
import { startSubject } from '../reference.js';

startSubject({ apiVersion: () => 'v18.0' });
