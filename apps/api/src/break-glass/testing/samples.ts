import { randomUUID } from 'node:crypto';
import type { Samples } from '../../testing/sample';

export const samples: Samples = async () => {
  return {
    // Matches nobody: what it grants when it does, its own spec tells.
    '/api/break-glass': [
      {
        body: {
          nhsNumber: '999 888 7704',
          birthDate: '2019-04-05',
          reason: 'bleeding_now',
          words: 'Head injury, unconscious.',
        },
      },
    ],
    '/api/break-glass/:id/review': [
      { id: randomUUID(), body: { outcome: 'justified', words: 'Rang them; the child was there.' } },
    ],
  };
};
