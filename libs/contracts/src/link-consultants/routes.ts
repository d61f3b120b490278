import { NOTHING, get, post } from '../route';
import { CareGaps, LeavingMoves, LinkConsultantList, UndoneLinkChanges } from './answers';
import {
  AcceptMoves,
  AddLinkConsultant,
  ArrangeCover,
  EndCover,
  LeaveWithoutSuccessor,
  OwnClosureMove,
  SetLeavingDate,
  UndoLinkChange,
} from './shapes';

export const linkConsultantRoutes = {
  list: get('link-consultants', { access: ['linkConsultant', 'list'], answer: LinkConsultantList }),
  add: post('link-consultants', {
    access: ['linkConsultant', 'add'],
    body: AddLinkConsultant,
    answer: NOTHING,
  }),
  leavingDate: post('link-consultants/:id/leaving-date', {
    access: ['linkConsultant', 'change'],
    body: SetLeavingDate,
    answer: NOTHING,
  }),
  cover: post('link-consultants/:id/covers', {
    access: ['linkConsultant', 'cover'],
    body: ArrangeCover,
    answer: NOTHING,
  }),
  endCover: post('covers/:id/end', {
    access: ['linkConsultant', 'change'],
    body: EndCover,
    answer: NOTHING,
  }),
  moves: get('link-consultants/:id/moves', { access: ['sharedCareLink', 'change'], answer: LeavingMoves }),
  accept: post('link-consultants/:id/moves', {
    access: ['sharedCareLink', 'change'],
    body: AcceptMoves,
    answer: NOTHING,
  }),
  except: post('link-consultants/:id/exceptions', {
    access: ['sharedCareLink', 'change'],
    body: LeaveWithoutSuccessor,
    answer: NOTHING,
  }),
  undo: post('link-changes/:id/undo', {
    access: ['sharedCareLink', 'change'],
    body: UndoLinkChange,
    answer: UndoneLinkChanges,
  }),
  gaps: get('care-gaps', { access: ['sharedCareLink', 'change'], answer: CareGaps }),
  ownMove: post('closure-moves/owner', {
    access: ['sharedCareLink', 'change'],
    body: OwnClosureMove,
    answer: NOTHING,
  }),
};
