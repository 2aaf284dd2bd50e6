import { endingsSuite } from '../support/aws/lambda-endings.ts';

/** The short form: each end in three of the seven ways, and each way to more than one end. The long form tries all. */
endingsSuite((end, way) => (way + 2 * end) % 7 < 3);
