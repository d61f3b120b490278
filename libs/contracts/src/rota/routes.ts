import { get, post } from '../route';
import { SeenVersion } from '../users/shapes';
import { BankHolidays, OnNow, RecordedRotaChange, RotaPatterns, RotaWeek, SwapAsks, Told } from './answers';
import {
  AskSwap,
  DeclineSwap,
  RecordRotaChange,
  RotaWeekQuery,
  SaveDutyNumber,
  SaveRotaPattern,
  ToldQuery,
} from './shapes';

export const rotaRoutes = {
  week: get('rota', { access: ['rota', 'read'], query: RotaWeekQuery, answer: RotaWeek }),
  onNow: get('rota/on-now', { access: ['rota', 'read'], answer: OnNow }),
  told: get('rota/told', { access: ['rota', 'read'], query: ToldQuery, answer: Told }),
  patterns: get('rota/patterns', { access: ['rota', 'read'], answer: RotaPatterns }),
  bankHolidays: get('rota/bank-holidays', { access: ['rota', 'read'], answer: BankHolidays }),
  record: post('rota/changes', { access: ['rota', 'write'], body: RecordRotaChange, answer: RecordedRotaChange }),
  withdraw: post('rota/changes/:id/withdraw', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RecordedRotaChange,
  }),
  restore: post('rota/changes/:id/restore', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RecordedRotaChange,
  }),
  swaps: get('rota/swaps', { access: ['rotaSwap', 'read'], answer: SwapAsks }),
  askSwap: post('rota/swaps', { access: ['rotaSwap', 'ask'], body: AskSwap, answer: SwapAsks, status: 201 }),
  agreeSwap: post('rota/swaps/:id/agree', { access: ['rotaSwap', 'answer'], body: SeenVersion, answer: SwapAsks }),
  declineSwap: post('rota/swaps/:id/decline', { access: ['rotaSwap', 'answer'], body: DeclineSwap, answer: SwapAsks }),
  undoSwap: post('rota/swaps/:id/undo', { access: ['rotaSwap', 'answer'], body: SeenVersion, answer: SwapAsks }),
  savePattern: post('rota/patterns', { access: ['rota', 'write'], body: SaveRotaPattern, answer: RotaPatterns }),
  withdrawPattern: post('rota/patterns/:id/withdraw', {
    access: ['rota', 'write'],
    body: SeenVersion,
    answer: RotaPatterns,
  }),
  saveNumber: post('rota/numbers', { access: ['rota', 'write'], body: SaveDutyNumber, answer: RotaPatterns }),
};
