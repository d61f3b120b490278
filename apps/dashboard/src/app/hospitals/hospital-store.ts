import { HttpClient } from '@angular/common/http';
import { inject, Service } from '@angular/core';
import type {
  CheckedContact,
  ContactHistoryLine,
  ListedContact,
  ListedContactChange,
  VerificationRound,
} from '@shared-care/contracts/contacts/answers';
import type { CheckContact, ProposeContact } from '@shared-care/contracts/contacts/shapes';
import type {
  Capability,
  ClosureReview,
  ContactSheet,
  HospitalDirectory,
  HospitalNetwork,
  HospitalPage,
  FoundHospitals,
  HospitalSummary,
  PrintPack,
  PublishedHospitals,
} from '@shared-care/contracts/hospitals/answers';
import type { AddUnit, RecordCapability, SetNetworkRole } from '@shared-care/contracts/hospitals/shapes';
import { API } from '@shared-care/contracts/routes';
import { firstValueFrom } from 'rxjs';

@Service()
export class HospitalStore {
  private readonly http = inject(HttpClient);

  /** All of the unit's own network. */
  async inNetwork(): Promise<HospitalSummary[]> {
    return (await this.search('')).hospitals;
  }

  /** Any site in the ODS register: the first of those that match. */
  search(words: string): Promise<FoundHospitals> {
    return firstValueFrom(this.http.get<FoundHospitals>(`${API}/hospitals`, { params: { search: words } }));
  }

  directory(): Promise<HospitalDirectory> {
    return this.get('hospitals/directory');
  }

  /** Published hospitals outside our network that match the words. */
  published(words: string): Promise<PublishedHospitals> {
    return firstValueFrom(
      this.http.get<PublishedHospitals>(`${API}/hospitals/published`, { params: { search: words } }),
    );
  }

  network(id: string): Promise<HospitalNetwork> {
    return this.get(`hospitals/${id}/network`);
  }

  page(id: string): Promise<HospitalPage> {
    return this.get(`hospitals/${id}`);
  }

  sheet(): Promise<ContactSheet> {
    return this.get('hospitals/contact-sheet');
  }

  pack(id: string): Promise<PrintPack> {
    return this.get(`hospitals/${id}/pack`);
  }

  toVerify(): Promise<VerificationRound> {
    return this.get('contacts/to-verify');
  }

  history(contactId: string): Promise<ContactHistoryLine[]> {
    return this.get(`contacts/${contactId}/history`);
  }

  /** Takes the work that a stale number opened, or gives it back. */
  ownStaleNumber(contact: Pick<ListedContact, 'id' | 'stale'>, mine: boolean): Promise<ListedContact> {
    return this.post(`contacts/${contact.id}/owner`, { version: contact.stale?.version ?? 0, mine });
  }

  proposeContact(hospitalId: string, proposed: ProposeContact): Promise<HospitalPage> {
    return this.post(`hospitals/${hospitalId}/contacts`, proposed);
  }

  /** `becomes` null: the number is no longer in use. */
  proposeChange(
    contact: Pick<ListedContact, 'id' | 'version'>,
    becomes: ProposeContact['becomes'] | null,
    because: string,
  ): Promise<HospitalPage> {
    return this.post(`contacts/${contact.id}/changes`, { version: contact.version, becomes, because });
  }

  confirm(change: ListedContactChange, spokeTo: string): Promise<HospitalPage> {
    return this.post(`contact-changes/${change.id}/confirm`, { version: change.version, spokeTo });
  }

  withdraw(change: ListedContactChange, reason: string): Promise<HospitalPage> {
    return this.post(`contact-changes/${change.id}/withdraw`, { version: change.version, reason });
  }

  check(contact: ListedContact, outcome: CheckContact['outcome'], id: string): Promise<CheckedContact> {
    return this.post(`contacts/${contact.id}/checks`, { id, version: contact.version, outcome });
  }

  undoCheck({ checkId, contact }: CheckedContact): Promise<CheckedContact> {
    return this.post(`contact-checks/${checkId}/undo`, { version: contact.version });
  }

  recordCapability(hospitalId: string, stated: RecordCapability): Promise<HospitalPage> {
    return this.post(`hospitals/${hospitalId}/capabilities`, stated);
  }

  endCapability({ id }: Capability, reason: string): Promise<HospitalPage> {
    return this.post(`capabilities/${id}/end`, { reason });
  }

  addUnit(hospitalId: string, unit: AddUnit): Promise<HospitalPage> {
    return this.post(`hospitals/${hospitalId}/units`, unit);
  }

  setNetworkRole(hospitalId: string, wanted: SetNetworkRole): Promise<HospitalPage> {
    return this.post(`hospitals/${hospitalId}/network`, wanted);
  }

  decideClosure(review: ClosureReview, accept: boolean, reason: string): Promise<ClosureReview> {
    return this.post(`closure-reviews/${review.id}/decide`, { version: review.version, accept, reason });
  }

  private get<T>(path: string): Promise<T> {
    return firstValueFrom(this.http.get<T>(`${API}/${path}`));
  }

  private post<T>(path: string, body: object): Promise<T> {
    return firstValueFrom(this.http.post<T>(`${API}/${path}`, body));
  }
}
