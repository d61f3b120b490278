import type { DataSource, EntityManager } from 'typeorm';
import { Question } from './questions';
import { rows, type Tx } from './tx';

/** Stands wherever the name is printed until an admin has said it. */
const NOT_NAMED = 'Unit not named yet';

/** The unit's name as it stands on screens, letters and mail. */
export function unitName(tx: Tx): Promise<string> {
  return askUnitName().ask(tx);
}

export function askUnitName(): Question<string> {
  return Question.row<{ name: string | null }>('SELECT name FROM unit').to((unit) => unit?.name ?? NOT_NAMED);
}

export interface Letterhead {
  unitName: string;
  /** Lines of the postal address, the postcode last; none when no admin has said it. */
  unitAddress: string[];
}

/** Whose paper it is, as it stands on top of letters and cards. */
export async function letterhead(tx: Tx): Promise<Letterhead> {
  const [unit] = await rows<{ lines: string | null; postcode: string | null }>(
    tx,
    'SELECT postal_lines AS lines, postcode FROM unit',
  );
  const lines = unit?.lines?.split('\n') ?? [];
  return { unitName: await unitName(tx), unitAddress: unit?.postcode ? [...lines, unit.postcode] : [] };
}

export interface Sender {
  name: string;
  address: string;
}

/** Who mail comes from, asked for each message: a change counts from the next one on, in every process. */
export type AskSender = () => Promise<Sender | null>;

export function askSender(worker: Pick<DataSource, 'query'> | EntityManager): AskSender {
  return async () => {
    const [sender] = await worker.query<Sender[]>(
      `SELECT sender_name AS name, sender_address AS address FROM unit WHERE sender_address IS NOT NULL`,
    );
    return sender ?? null;
  };
}

/** Domains mail to staff may go to: those of the configuration, otherwise that of the sender. */
export function staffDomains(configured: readonly string[] | null, sender: Sender): readonly string[] {
  return configured ?? [sender.address.split('@')[1]!.toLowerCase()];
}

export function isOfDomain(address: string, domains: readonly string[]): boolean {
  const domain = address.split('@')[1]?.toLowerCase() ?? '';
  return domains.some((allowed) => domain === allowed || domain.endsWith(`.${allowed}`));
}
