import { endingsSuite } from '../support/aws/lambda-endings.ts';

/** Every end of a message in every way that Lambda may tell the courier of it. */
endingsSuite(() => true);
