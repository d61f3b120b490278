import type { TreatmentVersionState } from '@shared-care/domain/treatments';

/** A state by word, colour and shape, never by colour alone. */
export const TREATMENT_LOOKS: Readonly<Record<TreatmentVersionState, { tag: string; shape: string }>> = {
  reference: { tag: 'amber', shape: '◆' },
  draft: { tag: 'amber', shape: '◇' },
  approved: { tag: 'valid', shape: '✓' },
  superseded: { tag: '', shape: '○' },
  withdrawn: { tag: 'red', shape: '✕' },
  discarded: { tag: '', shape: '○' },
};
