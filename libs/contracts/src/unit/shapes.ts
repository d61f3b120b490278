import * as z from 'zod';
import { id, postcode, requiredText, text, version } from '../text';

/** The facts of a unit that two admins answer for. */
export const UNIT_FACTS = {
  hospital: 'Own hospital',
  name: 'Name as printed',
  sender: 'Who mail comes from',
  address: 'Postal address',
} as const;

export type UnitFact = keyof typeof UNIT_FACTS;

const seen = { version, reason: text(300).default('') };

export const ProposeUnitChange = z.discriminatedUnion(
  'what',
  [
    z.strictObject({ what: z.literal('hospital'), ...seen, hospitalId: id('the hospital') }),
    z.strictObject({ what: z.literal('name'), ...seen, name: requiredText(80, 'the name as printed') }),
    z.strictObject({
      what: z.literal('sender'),
      ...seen,
      name: requiredText(60, 'the name that readers see').regex(
        /^[^"<>\r\n]*$/,
        'Use no quotes, brackets or line breaks.',
      ),
      address: z.email({ error: 'Enter an email address such as shared-care@example.org.' }).max(254).toLowerCase(),
    }),
    z.strictObject({
      what: z.literal('address'),
      ...seen,
      lines: z
        .array(requiredText(60, 'each line of the address'), { error: 'Enter the lines of the address.' })
        .min(1, 'Enter the address as it stands on an envelope.')
        .max(5, 'Use at most five lines before the postcode.'),
      postcode: postcode.refine((typed) => typed !== '', 'Enter a postcode such as OX3 9DU.'),
    }),
  ],
  { error: 'Choose what to change.' },
);

export type ProposeUnitChange = z.input<typeof ProposeUnitChange>;

export const DecideUnitChange = z.strictObject({
  version,
  accept: z.boolean({ error: 'Say whether you confirm it.' }),
});

export type DecideUnitChange = z.infer<typeof DecideUnitChange>;

/** A test mail goes to the person who asks for it alone. */
export const SendTestMail = z.strictObject({ version });

export type SendTestMail = z.infer<typeof SendTestMail>;

export const TestMailArrived = z.strictObject({
  code: requiredText(20, 'the code that stands in the mail').regex(/^\d{6}$/, 'Type the six digits of the mail.'),
});

export type TestMailArrived = z.infer<typeof TestMailArrived>;

/** What must be so before an alert can be relied on, in the order in which a unit sets it up. */
export const READINESS = {
  own_hospital: 'Own hospital',
  name: 'Name as printed',
  sender: 'Mail sender',
  numbers: 'Numbers for every hour',
  network: 'Network hospitals',
  admins: 'Two admins',
  people: 'A nurse and a doctor',
  rota: 'Duties and rota',
  calendar: 'Bank holidays',
} as const;

export type ReadinessCode = keyof typeof READINESS;
