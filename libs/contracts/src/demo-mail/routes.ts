import * as z from 'zod';
import { get } from '../route';
import { CaughtMail } from '../alerts/answers';

export const mailCatcherRoutes = {
  list: get('demo-mail', { access: ['demoMail', 'read'], answer: z.array(CaughtMail) }),
};
