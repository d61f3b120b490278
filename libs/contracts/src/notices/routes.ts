import { NOTHING, get, post } from '../route';
import { ChangedNotices, NoticeList, PatientNotices } from './answers';
import {
  DismissNotice,
  DismissNotices,
  EndNotice,
  NoticeListQuery,
  ShowNotice,
  ShowNotices,
  WriteNotice,
} from './shapes';

export const noticeRoutes = {
  list: get('notices', { access: ['notice', 'read'], query: NoticeListQuery, answer: NoticeList }),
  ofPatient: get('patients/:id/notices', { access: ['notice', 'read'], answer: PatientNotices }),
  write: post('patients/:id/notices', { access: ['notice', 'write'], body: WriteNotice, answer: PatientNotices }),
  dismissSeveral: post('notices/dismiss', {
    access: ['notice', 'write'],
    body: DismissNotices,
    answer: ChangedNotices,
  }),
  showSeveral: post('notices/show', { access: ['notice', 'write'], body: ShowNotices, answer: ChangedNotices }),
  dismiss: post('notices/:id/dismiss', { access: ['notice', 'write'], body: DismissNotice, answer: NOTHING }),
  show: post('notices/:id/show', { access: ['notice', 'write'], body: ShowNotice, answer: NOTHING }),
  end: post('notices/:id/end', { access: ['notice', 'write'], body: EndNotice, answer: NOTHING }),
};
