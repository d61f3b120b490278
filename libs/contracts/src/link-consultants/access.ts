import { ADMIN, EVERYONE, PHU, type Answered } from '../actors';

export const ANSWERED: Answered = {
  'GET /api/link-consultants': EVERYONE,
  'POST /api/link-consultants': [...PHU, ...ADMIN],
  // None of the consultants here has this post.
  'POST /api/link-consultants/:id/leaving-date': [...PHU, ...ADMIN],
  // An admin gives no one sight of a child.
  'POST /api/link-consultants/:id/covers': PHU,
  'POST /api/covers/:id/end': [...PHU, ...ADMIN],
  'GET /api/link-consultants/:id/moves': PHU,
  'POST /api/link-consultants/:id/moves': PHU,
  'POST /api/link-consultants/:id/exceptions': PHU,
  'POST /api/link-changes/:id/undo': PHU,
  'GET /api/care-gaps': PHU,
  'POST /api/closure-moves/owner': PHU,
};
