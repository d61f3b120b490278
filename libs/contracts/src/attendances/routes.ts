import * as z from 'zod';
import { NOTHING, del, get, post } from '../route';
import { AlertDetail } from '../alerts/answers';
import { AttendanceDraftSummary, AttendancePreview, LoggedAttendance } from './answers';
import {
  AnswerCorrection,
  CorrectAttendance,
  CorrectFacts,
  LogAttendance,
  MatchAttendance,
  MoveAttendance,
  PreviewAttendance,
  RecordFirstTreatment,
  SaveAttendanceDraft,
  UndoMatch,
} from './shapes';

export const attendanceDraftRoutes = {
  list: get('attendance-drafts', { access: ['attendance', 'draft'], answer: z.array(AttendanceDraftSummary) }),
  save: post('attendance-drafts', {
    access: ['attendance', 'draft'],
    body: SaveAttendanceDraft,
    answer: z.strictObject({ savedAt: z.string() }),
  }),
  discard: del('attendance-drafts/:id', { access: ['attendance', 'draft'], answer: NOTHING }),
};

export const attendanceRoutes = {
  preview: post('attendances/preview', {
    access: ['attendance', 'log'],
    body: PreviewAttendance,
    answer: AttendancePreview,
  }),
  log: post('attendances', {
    access: ['attendance', 'log'],
    body: LogAttendance,
    answer: LoggedAttendance,
    status: 201,
    once: true,
  }),
  match: post('attendances/:id/match', { access: ['attendance', 'match'], body: MatchAttendance, answer: AlertDetail }),
  unmatch: post('attendances/:id/unmatch', { access: ['attendance', 'match'], body: UndoMatch, answer: AlertDetail }),
  facts: post('attendances/:id/facts', { access: ['attendance', 'correct'], body: CorrectFacts, answer: AlertDetail }),
  firstTreatment: post('attendances/:id/first-treatment', {
    access: ['attendance', 'update'],
    body: RecordFirstTreatment,
    answer: AlertDetail,
  }),
  move: post('attendances/:id/move', { access: ['attendance', 'update'], body: MoveAttendance, answer: AlertDetail }),
  correct: post('attendances/:id/correct', {
    access: ['attendance', 'correct'],
    body: CorrectAttendance,
    answer: AlertDetail,
  }),
};

export const correctionRoutes = {
  answer: post('corrections/:id/answer', {
    access: ['attendance', 'correct'],
    body: AnswerCorrection,
    answer: AlertDetail,
  }),
};
