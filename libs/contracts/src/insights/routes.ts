import { get } from '../route';
import { AlertLoad } from './answers';

export const insightRoutes = {
  alertLoad: get('insights/alert-load', { access: ['insight', 'alert_load'], answer: AlertLoad }),
};
