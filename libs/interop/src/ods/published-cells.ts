import type { OdsItem, OdsRecord, OdsRejection } from './ods-record';

/** A row that cannot be used. The message is what the person running the import reads. */
export class UnusableRow extends Error {}

/** One value as it stands in the file, and the words that tell a reader where. */
export interface Cell {
  value: unknown;
  where: string;
}

/** What a format knows of an organisation. Absent means the format has no such column. */
export interface PublishedCells {
  kind: OdsRecord['kind'];
  odsCode: Cell;
  name: Cell;
  trustCode?: Cell;
  addressLines?: Cell[];
  town?: Cell;
  county?: Cell;
  postcode?: Cell;
  phone?: Cell;
  openedOn?: Cell;
  closedOn?: Cell;
  successorCodes?: Cell[];
}

/** Checks every value and makes the record; throws `UnusableRow` at the first that cannot be trusted. */
export function recordFrom(cells: PublishedCells): OdsRecord {
  const odsCode = codeIn(cells.odsCode);
  if (odsCode === null) {
    throw new UnusableRow(
      `${cells.odsCode.where} is empty. Without a code the row belongs to no organisation; leave it out or fill it in.`,
    );
  }
  const name = textIn(cells.name);
  if (name === null) {
    throw new UnusableRow(`${cells.name.where} is empty. Fill in the name and import the file again.`);
  }
  return {
    kind: cells.kind,
    odsCode,
    name,
    trustCode: cells.kind === 'trust' ? null : trustOf(odsCode, cells.trustCode),
    addressLines: (cells.addressLines ?? []).map(textIn).filter((line) => line !== null),
    town: textIn(cells.town),
    county: textIn(cells.county),
    postcode: postcodeIn(cells.postcode),
    phone: textIn(cells.phone),
    openedOn: dateIn(cells.openedOn),
    closedOn: dateIn(cells.closedOn),
    successorCodes: [...new Set((cells.successorCodes ?? []).map(codeIn).filter((code) => code !== null))],
  };
}

/** Makes the item for one row, whatever happens inside. */
export function itemFrom(line: number, raw: () => string, read: () => OdsRecord): OdsItem {
  try {
    return { ok: true, row: { line, record: read() } };
  } catch (error) {
    if (error instanceof UnusableRow) return rejected(line, raw(), error.message);
    throw error;
  }
}

export function rejected(line: number, raw: string, because: string): OdsItem {
  const rejection: OdsRejection = { line, raw: printable(raw), because };
  return { ok: false, rejection };
}

/**
 * Trust or site, where the file does not name the kind.
 * Codes of three characters are organisations. Longer ones are sites, except that since 2020 new organisations get
 * random codes of the shape letter-digit-letter-digit-letter; in a file of trusts such a code is a trust.
 */
export function kindOf(odsCode: Cell, trustCode: Cell | undefined, fileOfTrusts: boolean): OdsRecord['kind'] {
  const code = codeIn(odsCode) ?? '';
  if (code.length <= 3) return 'trust';
  const parent = codeIn(trustCode);
  if (parent !== null && parent !== code) return 'site';
  return fileOfTrusts && isRandomCode(code) ? 'trust' : 'site';
}

function trustOf(siteCode: string, given: Cell | undefined): string | null {
  const named = codeIn(given);
  if (named !== null && named !== siteCode) return named;
  // Site codes given out before 2020 begin with the three characters of their trust; random ones say nothing, and
  // six characters are a surgery or a pharmacy, whose codes have no trust in them.
  return siteCode.length === 5 && !isRandomCode(siteCode) ? siteCode.slice(0, 3) : null;
}

function isRandomCode(code: string): boolean {
  return /^[A-Z]\d[A-Z]\d[A-Z]$/.test(code);
}

/** Longest value in the published files is 100 characters; far beyond that, rows have run into each other. */
const longestText = 250;

export function textIn(cell: Cell | undefined): string | null {
  const value = cell?.value;
  if (cell === undefined || value === undefined || value === null) return null;
  if (typeof value !== 'string' && typeof value !== 'number') {
    throw new UnusableRow(`${cell.where} should be plain text but is not. Correct it and import the file again.`);
  }
  const text = String(value).replace(/\s+/gu, ' ').trim();
  if (text === '') return null;
  const odd = unprintable.exec(text);
  if (odd) {
    throw new UnusableRow(
      `${cell.where} holds a character that cannot be printed (${codePoint(odd[0])}). ` +
        'The file was damaged or saved in an unusual encoding; fetch it again or remove the character.',
    );
  }
  if (text.length > longestText) {
    throw new UnusableRow(
      `${cell.where} is ${text.length} characters long. Rows have probably run together; compare with the published file.`,
    );
  }
  return text;
}

function codeIn(cell: Cell | undefined): string | null {
  const code = textIn(cell)?.toUpperCase() ?? null;
  if (code === null || cell === undefined) return null;
  if (!/^[A-Z0-9]{2,10}$/.test(code)) {
    throw new UnusableRow(
      `${cell.where} says "${printable(code)}", which is not an ODS code (2 to 10 letters and digits). ` +
        'Check that no column has shifted.',
    );
  }
  return code;
}

function postcodeIn(cell: Cell | undefined): string | null {
  const text = textIn(cell)?.toUpperCase() ?? null;
  if (text === null || cell === undefined) return null;
  const joined = text.replace(/ /g, '');
  if (!/^[A-Z]{1,2}\d[A-Z\d]?\d[A-Z]{2}$/.test(joined)) {
    throw new UnusableRow(
      `${cell.where} says "${printable(text)}", which is not a postcode. Check that no column has shifted.`,
    );
  }
  return `${joined.slice(0, -3)} ${joined.slice(-3)}`;
}

function dateIn(cell: Cell | undefined): string | null {
  const text = textIn(cell);
  if (text === null || cell === undefined) return null;
  const [, year, month, day] =
    /^(\d{4})(?:-(\d{2})-(\d{2})(?:T.*)?)$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text) ?? [];
  const iso = `${year}-${month}-${day}`;
  const isDay = !Number.isNaN(Date.parse(iso)) && new Date(iso).toISOString().startsWith(iso);
  // ODS writes days only; a year outside these two centuries is a slip of the keyboard.
  if (year === undefined || !isDay || year < '1900' || year > '2099') {
    throw new UnusableRow(
      `${cell.where} says "${printable(text)}", which is not a date (yyyymmdd). Correct or empty it and import again.`,
    );
  }
  return iso;
}

/** Control characters, half characters, and marks that turn the direction of writing: none belongs in a name. */
const unprintable = /[\p{Cc}\p{Cs}\p{Bidi_Control}]/u;

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

const longestRaw = 120;

/** Rejections are shown in a terminal, where a control sequence from the file could rewrite the screen. */
function printable(raw: string): string {
  const start = Array.from(raw.slice(0, longestRaw * 2))
    .slice(0, longestRaw)
    .join('');
  const safe = start.replace(new RegExp(unprintable, 'gu'), '\u{fffd}');
  return start.length < raw.length ? `${safe}…` : safe;
}
