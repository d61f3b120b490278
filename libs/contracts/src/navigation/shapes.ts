import * as z from 'zod';
import { requiredText } from '../text';

/** Sent in the body, never in the URL: it may be the name of a child. */
export const Find = z.strictObject({ query: requiredText(200, 'what to find') });
export type Find = z.input<typeof Find>;
