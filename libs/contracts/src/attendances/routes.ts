import * as z from 'zod';
import { NOTHING, del, get, post } from '../route';
import { AlertStep } from '../alerts/answers';
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
  match: post('attendances/:id/match', { access: ['attendance', 'match'], body: MatchAttendance, answer: AlertStep }),
  unmatch: post('attendances/:id/unmatch', { access: ['attendance', 'match'], body: UndoMatch, answer: AlertStep }),
  facts: post('attendances/:id/facts', { access: ['attendance', 'correct'], body: CorrectFacts, answer: AlertStep }),
  firstTreatment: post('attendances/:id/first-treatment', {
    access: ['attendance', 'update'],
    body: RecordFirstTreatment,
    answer: AlertStep,
  }),
  move: post('attendances/:id/move', { access: ['attendance', 'update'], body: MoveAttendance, answer: AlertStep }),
  correct: post('attendances/:id/correct', {
    access: ['attendance', 'correct'],
    body: CorrectAttendance,
    answer: AlertStep,
  }),
};

export const correctionRoutes = {
  answer: post('corrections/:id/answer', {
    access: ['attendance', 'correct'],
    body: AnswerCorrection,
    answer: AlertStep,
  }),
};
