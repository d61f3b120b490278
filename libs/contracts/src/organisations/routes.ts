import { post } from '../route';
import { Organisation, OrganisationMatches } from '../family/answers';
import { SaveOrganisation, SearchOrganisations } from '../family/shapes';

export const organisationRoutes = {
  search: post('organisations/search', {
    access: ['family', 'change'],
    body: SearchOrganisations,
    answer: OrganisationMatches,
  }),
  save: post('organisations', { access: ['family', 'change'], body: SaveOrganisation, answer: Organisation }),
};
