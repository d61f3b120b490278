import { NOTHING, get, post } from '../route';
import { HaemtrackImport, HomeTherapyDetail, HomeTherapyList } from './answers';
import {
  ChangeHomeTherapy,
  HaemtrackFile,
  RecordDiaryBleed,
  RecordHaemtrackPeriod,
  SettleBleed,
  SettleDelivery,
} from './shapes';

export const homeTherapyRoutes = {
  list: get('home-therapy', { access: ['homeTherapy', 'read'], answer: HomeTherapyList }),
  detail: get('patients/:id/home-therapy', { access: ['homeTherapy', 'read'], answer: HomeTherapyDetail }),
  change: post('patients/:id/home-therapy', {
    access: ['homeTherapy', 'change'],
    body: ChangeHomeTherapy,
    answer: HomeTherapyDetail,
  }),
  settle: post('home-deliveries/:id/settle', {
    access: ['homeTherapy', 'change'],
    body: SettleDelivery,
    answer: HomeTherapyDetail,
  }),
  period: post('patients/:id/haemtrack-periods', {
    access: ['homeTherapy', 'change'],
    body: RecordHaemtrackPeriod,
    answer: HomeTherapyDetail,
  }),
  bleed: post('patients/:id/diary-bleeds', {
    access: ['homeTherapy', 'change'],
    body: RecordDiaryBleed,
    answer: HomeTherapyDetail,
  }),
  settleBleed: post('lone-bleeds/settle', {
    access: ['homeTherapy', 'change'],
    body: SettleBleed,
    answer: NOTHING,
  }),
  checkFile: post('haemtrack-imports/check', {
    access: ['homeTherapy', 'change'],
    body: HaemtrackFile,
    answer: HaemtrackImport,
  }),
  importFile: post('haemtrack-imports', {
    access: ['homeTherapy', 'change'],
    body: HaemtrackFile,
    answer: HaemtrackImport,
  }),
};
