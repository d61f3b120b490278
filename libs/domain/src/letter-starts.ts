import type { TemplateKind } from './letters';

/**
 * The words with which the first version of a template begins. They are a start and nothing more: the unit edits them, and
 * no letter is made of them before a doctor who typed in none of them has approved them.
 */
export const LETTER_STARTS: Readonly<Record<TemplateKind, { title: string; body: string }>> = {
  open_access: {
    title: 'Open access letter',
    body: `{child} has a bleeding disorder: {diagnosis}. This letter lets the family come straight to {hospital}, without a GP or 111.

# Do this first
{plan}

# Do not
{do not}

# Ring {unit}
{numbers}

# Open access
{open access}

In danger of life ring 999 first and bring this letter.`,
  },
  vaccination: {
    title: 'Vaccinations for a child with a bleeding disorder',
    body: `{child} has a bleeding disorder: {diagnosis}. Vaccinations are given as for other children, with these changes.

- Give them under the skin where the product allows it, with the finest needle.
- Press firmly for 5 minutes afterwards. Do not rub.
- Ask the unit before a vaccine that must go into a muscle.
- No aspirin and no ibuprofen for fever; paracetamol is safe.

# Questions
{numbers}`,
  },
  dental: {
    title: 'Dental care for a child with a bleeding disorder',
    body: `{child} has a bleeding disorder: {diagnosis}. Check-ups, cleaning and fissure sealing need nothing special.

- Ring the unit before an extraction, a deep injection or any surgery. A plan is made first.
- No block injection without treatment beforehand.
- No aspirin and no ibuprofen; paracetamol is safe.

# Ring {unit}
{numbers}`,
  },
  school: {
    title: 'A pupil with a bleeding disorder',
    body: `{child} has a bleeding disorder: {diagnosis}. {child} can join in with nearly everything.

# A small cut or nosebleed
- Press for 10 minutes. Then look.

# A knock to the head, a swollen joint, or bleeding that does not stop
- Ring the parents and the unit at once, and 999 when the child is unwell.
- Do not give aspirin or ibuprofen.

# Numbers
{numbers}`,
  },
  emergency_advice: {
    title: 'A child with a bleeding disorder in your department',
    body: `For every child with a bleeding disorder, at any hospital.

# First
- Ring {unit} before the first test.
- Treat before scanning. Do not wait for results.
- Use the factor the family brings; they may give it.
- A normal examination does not exclude a bleed in the head.

# Do not
- No injection into a muscle.
- No aspirin, no ibuprofen.
- No aPCC (FEIBA) for a child on emicizumab unless the unit says so.

# Numbers
{numbers}`,
  },
};
