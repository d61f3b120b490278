import { get, post } from '../route';
import { Family, FamilyHistory } from './answers';
import {
  RestoreEntry,
  SaveCommunication,
  SaveDoseDays,
  SaveGiver,
  SavePerson,
  SavePlace,
  StrikeOutEntry,
} from './shapes';

export const familyRoutes = {
  read: get('patients/:id/family', { access: ['family', 'read'], answer: Family }),
  history: get('patients/:id/family/history', { access: ['family', 'change'], answer: FamilyHistory }),
  person: post('patients/:id/family/people', { access: ['family', 'change'], body: SavePerson, answer: Family }),
  communication: post('patients/:id/family/communication', {
    access: ['family', 'change'],
    body: SaveCommunication,
    answer: Family,
  }),
  place: post('patients/:id/family/places', { access: ['family', 'change'], body: SavePlace, answer: Family }),
  giver: post('patients/:id/family/givers', { access: ['family', 'change'], body: SaveGiver, answer: Family }),
  doseDays: post('patients/:id/family/dose-days', { access: ['family', 'change'], body: SaveDoseDays, answer: Family }),
  strikeOut: post('patients/:id/family/strike-out', {
    access: ['family', 'change'],
    body: StrikeOutEntry,
    answer: Family,
  }),
  restore: post('patients/:id/family/restore', { access: ['family', 'change'], body: RestoreEntry, answer: Family }),
};
