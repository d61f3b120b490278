import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { properName } from './proper-name';
import { publishedFile } from './testing/read-all';

describe('the name staff read', () => {
  it.each([
    ['ROYAL BERKSHIRE HOSPITAL', 'Royal Berkshire Hospital'],
    ['OXFORD UNIVERSITY HOSPITALS NHS FOUNDATION TRUST', 'Oxford University Hospitals NHS Foundation Trust'],
    ["ST MARY'S HOSPITAL", "St Mary's Hospital"],
    ["KING'S COLLEGE HOSPITAL", "King's College Hospital"],
    ['KING’S COLLEGE HOSPITAL', 'King’s College Hospital'],
    ["THE O'NEILL UNIT", "The O'Neill Unit"],
    ["DINGLEY SPECIALIST CHILDREN'S CENTRE", "Dingley Specialist Children's Centre"],
    ['NORTHAMPTON GENERAL HOSPITAL (ACUTE)', 'Northampton General Hospital (Acute)'],
    ['CHILDREN (THE WARD)', 'Children (The Ward)'],
    ['BASINGSTOKE AND NORTH HAMPSHIRE HOSPITAL', 'Basingstoke and North Hampshire Hospital'],
    ['LUTON & DUNSTABLE HOSPITAL', 'Luton & Dunstable Hospital'],
    ['THE HOSPITAL FOR CHILDREN AT THE PARK', 'The Hospital for Children at the Park'],
    ['ST. LEONARDS-ON-SEA', 'St. Leonards-on-Sea'],
    ['WESTON-SUPER-MARE', 'Weston-super-Mare'],
    ['KINGSTON UPON THAMES', 'Kingston upon Thames'],
    ['MKGH COMMUNITY PAEDIATRICS TEAM', 'MKGH Community Paediatrics Team'],
    ['BMI THE PARK HOSPITAL', 'BMI the Park Hospital'],
    ['TRUST HQ', 'Trust HQ'],
    ['MOUNT MCKINLEY', 'Mount McKinley'],
    ['CWM TAF', 'Cwm Taf'],
    ['UNIT D, 2ND FLOOR', 'Unit D, 2nd Floor'],
    ['WARD 4B', 'Ward 4B'],
    ['NUFFIELD - THE MANOR', 'Nuffield - The Manor'],
    ['', ''],
  ])('%s', (published, read) => {
    expect(properName(published)).toBe(read);
  });

  it.each([
    'Wallingford Community Hospital - Oxford University Hospitals NHS Foundation Trust',
    'BMI The Park Hospital',
    'st mary’s',
  ])('"%s" stays as its owner wrote it', (name) => {
    expect(properName(name)).toBe(name);
  });

  it('changes letters to small ones and nothing else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        expect(properName(name).toLowerCase()).toBe(name.toLowerCase());
      }),
    );
  });

  it('leaves no shouting in the trusts of the south, NHS aside', () => {
    const names =
      publishedFile('etr-2026-07-south.csv')
        .toString()
        .match(/(?<=^"\w+",")[^"]+/gm) ?? [];
    expect(names).toHaveLength(71);
    expect(names.map(properName).filter((name) => /\p{Lu}{2,}/u.test(name.replaceAll('NHS', '')))).toEqual([]);
  });
});
