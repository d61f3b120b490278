import { decodeText } from './byte-lines';
import { extractColumns, fieldsOf, nhsChoicesColumns, readExtract, readList, siteListColumns } from './read-csv';
import { readJson } from './read-json';
import type { OdsFormat, OdsItem } from './ods-record';

export type { OdsFormat } from './ods-record';

/**
 * Tells the format from the beginning of the file (4 kB are plenty); the name helps only where the first rows are
 * broken. Null means: not a file this program knows.
 */
export function detectOdsFormat(fileName: string, head: Uint8Array): OdsFormat | null {
  const text = decodeText(head);
  if (/^\s*[[{]/.test(text)) return jsonFormat(text);

  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const header = (lines[0] ?? '').toLowerCase();
  if (header.includes(nhsChoicesColumns.odsCode.toLowerCase())) return 'nhs_choices_csv';
  if (header.includes(siteListColumns.odsCode)) return 'site_list_csv';
  if (lines.some(isExtractRow)) return 'trust_or_site_csv';
  return lines.length > 0 && /(?:^|[\\/])et[rs][^\\/]*\.csv$/i.test(fileName) ? 'trust_or_site_csv' : null;
}

/**
 * Reads a published file and yields one item for each row (blank lines aside), in order. No content makes it throw;
 * only a source that cannot be read does. `onBytes` hears the bytes consumed so far, for a progress bar.
 */
export function readOds(
  source: AsyncIterable<Uint8Array>,
  format: OdsFormat,
  onBytes?: (consumed: number) => void,
): AsyncGenerator<OdsItem> {
  switch (format) {
    case 'trust_or_site_csv':
      return readExtract(source, onBytes);
    case 'site_list_csv':
      return readList(siteListColumns, source, onBytes);
    case 'nhs_choices_csv':
      return readList(nhsChoicesColumns, source, onBytes);
    case 'site_list_json':
    case 'ord_json':
    case 'fhir_json':
      return readJson(format, source, onBytes);
  }
}

/** A key that only this format has; the first to appear in the text decides. */
const tellingKeys: [OdsFormat, RegExp][] = [
  ['fhir_json', /"resourceType"\s*:/],
  ['ord_json', /"(?:Organisations?|OrgId)"\s*:/],
  ['site_list_json', /"OrganisationCode"\s*:/],
];

function jsonFormat(text: string): OdsFormat | null {
  const found = tellingKeys
    .map(([format, key]) => ({ format, at: text.search(key) }))
    .filter(({ at }) => at !== -1)
    .sort((a, b) => a.at - b.at);
  return found[0]?.format ?? null;
}

function isExtractRow(line: string): boolean {
  try {
    const fields = fieldsOf(line, ',');
    if (!extractColumns.includes(fields.length)) return false;
    // Fewer columns are a weaker sign: then code and opening date have to be where they belong.
    return (
      fields.length === extractColumns[0] || (/^[A-Z0-9]{2,10}$/.test(fields[0]!) && /^(?:\d{8})?$/.test(fields[10]!))
    );
  } catch {
    return false;
  }
}
