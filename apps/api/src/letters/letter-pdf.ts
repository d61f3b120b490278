// eslint-disable-next-line @typescript-eslint/triple-slash-reference -- an ambient module cannot be imported, and projects that import this file do not look for declarations here
/// <reference path="./fonts.d.ts" />
import type { Letter } from '@shared-care/contracts/letters/answers';
import {
  CLOSE,
  LETTER_STATES,
  letterheadNumbers,
  salutationOf,
  unitBeneath,
  type LetterBlock,
} from '@shared-care/domain/letters';
import { longDate, longDateTime } from '@shared-care/domain/london-time';
import PDFDocument from 'pdfkit';
import fallback from './fonts/dejavu-sans-condensed.ttf?inline';
import fallbackBold from './fonts/dejavu-sans-condensed-bold.ttf?inline';
import {
  artifact,
  boxed,
  font,
  MARGIN,
  ruled,
  watermark,
  WIDTH,
  writeNumber,
  type Part,
  type Pdf,
} from './pdf-drawing';

/** Points. */
const FOOT = 62;
const QR = 68;
/** The least that the unit's standard allows in a letter, and what the card may shrink to so that it stays one page. */
const LETTER_SIZE = 12;
const LARGE_PRINT_SIZE = 16;
const CARD_SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5];

/**
 * Letters as one PDF, each beginning on a page of its own: tagged, titled, in British English. A reader that does not
 * know what a heading is may still prefer the page on the screen, which is made of the same model.
 */
export async function lettersPdf(letters: readonly Letter[]): Promise<Buffer> {
  const pdf = blankPdf(letters.length === 1 ? letters[0]!.model.title : `${letters.length} letters`);
  const done = collected(pdf);
  for (const letter of letters) {
    const size = sizeOf(letter);
    const first = pdf.bufferedPageRange().count;
    pdf.addPage();
    writeLetter(pdf, letter, size);
    writeFeet(pdf, letter, first, pdf.bufferedPageRange().count);
    // A pack of a hundred must not keep everybody else waiting.
    await new Promise((next) => setImmediate(next));
  }
  pdf.end();
  return done;
}

function blankPdf(title: string): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    margins: { top: MARGIN * 0.75, bottom: MARGIN * 0.5 + FOOT, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    displayTitle: true,
    lang: 'en-GB',
    bufferPages: true,
    autoFirstPage: false,
    info: { Title: title, Author: 'Shared Care' },
  });
  pdf.registerFont('Fallback', bytesOf(fallback));
  pdf.registerFont('Fallback-Bold', bytesOf(fallbackBold));
  return pdf;
}

function bytesOf(dataUrl: string): Buffer {
  return Buffer.from(dataUrl.slice(dataUrl.indexOf(',') + 1), 'base64');
}

function collected(pdf: Pdf): Promise<Buffer> {
  const chunks: Buffer[] = [];
  return new Promise((resolve, reject) => {
    pdf.on('data', (chunk: Buffer) => chunks.push(chunk));
    pdf.on('end', () => resolve(Buffer.concat(chunks)));
    pdf.on('error', reject);
  });
}

function sizeOf(letter: Letter): number {
  if (letter.kind !== 'emergency_card') return letter.model.largePrint ? LARGE_PRINT_SIZE : LETTER_SIZE;
  return CARD_SIZES.find((size) => pagesAt(letter, size) === 1) ?? CARD_SIZES.at(-1)!;
}

function pagesAt(letter: Letter, size: number): number {
  const trial = blankPdf(letter.model.title);
  trial.on('data', () => undefined);
  trial.addPage();
  writeLetter(trial, letter, size);
  const { count } = trial.bufferedPageRange();
  trial.end();
  return count;
}

function writeLetter(pdf: Pdf, letter: Letter, size: number): void {
  const { model } = letter;
  const root = pdf.struct('Document');
  pdf.addStructure(root);
  const part = (tag: string, write: () => void): void => {
    root.add(pdf.struct(tag, {}, write));
  };
  if (letter.kind === 'emergency_card') writeCardHead(pdf, part, letter, size);
  else writeLetterHead(pdf, part, letter, size);
  const dear = salutationOf(model);
  if (dear !== null) {
    pdf.y += size * 0.9;
    part('P', () => font(pdf, dear, size).text(dear));
    pdf.moveDown(0.5);
  }
  for (const flag of model.flags) part('P', () => boxed(pdf, flag, size));
  if (dear !== null && model.flags.length > 0) pdf.y += size * 0.5;
  for (const block of model.blocks) writeBlock(pdf, part, block, size, letter.kind === 'emergency_card');
  writeSignature(pdf, part, letter, size);
  root.end();
}

/** All of it on one page: everything beside the code, in one column. */
function writeCardHead(pdf: Pdf, part: Part, letter: Letter, size: number): void {
  const { model } = letter;
  const top = pdf.y;
  drawQr(pdf, letter);
  const beside = { width: WIDTH - QR - 12 };
  const line = (words: string, points: number, bold = false, tag = 'P'): void =>
    part(tag, () => font(pdf, words, points, bold).text(words, beside));
  line(model.unitName, size + 2, true);
  if (model.unitAddress) line(model.unitAddress.join(', '), size - 1);
  for (const words of letterheadNumbers(model)) line(words, size - 1);
  line(model.title, size + 5, true, 'H1');
  line(aboutWhom(model), size + 1, true);
  line(`To: ${[model.recipient, ...(model.recipientAddress ?? [])].join(', ')}. ${longDate(model.validFrom)}.`, size);
  pdf.y = Math.max(pdf.y, top + QR) + size * 0.4;
  ruled(pdf, 1.2);
}

/** Who writes, a rule, who is written to and when, then what about: as it lies behind the window of an envelope. */
function writeLetterHead(pdf: Pdf, part: Part, letter: Letter, size: number): void {
  const { model } = letter;
  const top = pdf.y;
  drawQr(pdf, letter);
  const line = (words: string, points: number, width: number, bold = false, tag = 'P'): void =>
    part(tag, () => font(pdf, words, points, bold).text(words, { width }));
  line(model.unitName, size + 3, WIDTH - QR - 12, true);
  for (const words of [model.unitAddress?.join(', '), ...letterheadNumbers(model)])
    if (words) line(words, size, WIDTH - QR - 12);
  pdf.y = Math.max(pdf.y, top + QR) + size * 0.5;
  ruled(pdf, 1.2);
  pdf.y += size * 0.8;
  const date = longDate(model.validFrom);
  const dated = font(pdf, date, size).widthOfString(date) + 2;
  const toTop = pdf.y;
  for (const words of [model.recipient, ...(model.recipientAddress ?? [])]) line(words, size, WIDTH - dated - 16);
  const below = pdf.y;
  part('P', () => font(pdf, date, size).text(date, MARGIN + WIDTH - dated, toTop, { width: dated, lineBreak: false }));
  pdf.x = MARGIN;
  pdf.y = below + size * 1.2;
  line(model.title, size + 4, WIDTH, true, 'H1');
  line(aboutWhom(model), size, WIDTH, true);
}

function aboutWhom({ patient }: Letter['model']): string {
  return `${patient.name}. ${patient.born}. NHS No. ${patient.nhsNumber}`;
}

/** Close, room for a hand, who approved the words and the unit: never torn apart by the end of a page. */
function writeSignature(pdf: Pdf, part: Part, { model }: Letter, size: number): void {
  pdf.moveDown(0.4);
  const close = salutationOf(model) !== null;
  const beneath = close ? [unitBeneath(model), model.issuer].filter((words) => words != null) : [];
  const enclosed = (model.enclosures ?? []).length;
  const lines = (close ? 6 : 2) + beneath.length + (enclosed > 0 ? enclosed + 2 : 0);
  if (pdf.y + size * lines > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
  if (close) {
    part('P', () => font(pdf, CLOSE, size).text(CLOSE));
    pdf.moveDown(2);
  }
  part('P', () => font(pdf, model.signature, size, true).text(model.signature));
  for (const words of beneath) part('P', () => font(pdf, words, size).text(words));
  if (enclosed === 0) return;
  pdf.moveDown(0.6);
  const words = `Enclosed: ${model.enclosures!.join('; ')}`;
  part('P', () => font(pdf, words, size).text(words));
}

function writeBlock(pdf: Pdf, part: Part, block: LetterBlock, size: number, tight: boolean): void {
  const gap = tight ? 0.15 : 0.4;
  switch (block.type) {
    case 'heading':
      pdf.moveDown(gap);
      // A heading at the foot of a page would stand alone.
      if (pdf.y + size * 4 > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
      return part('H2', () => font(pdf, block.text, size + 1.5, true).text(block.text));
    case 'text':
      part('P', () => font(pdf, block.text, size).text(block.text));
      pdf.moveDown(gap);
      return;
    case 'list':
      block.items.forEach((item, place) =>
        part('P', () => {
          const line = `${block.ordered ? `${place + 1}.` : '•'}  ${item}`;
          font(pdf, line, block.ordered ? size + 0.5 : size, block.ordered).text(line, { indent: 0 });
        }),
      );
      pdf.moveDown(gap);
      return;
    case 'facts':
      for (const { label, text } of block.facts) {
        part('P', () => {
          font(pdf, label, size, true).text(`${label}: `, { continued: true });
          font(pdf, text, size).text(text);
        });
        if (!tight) pdf.y += size * 0.2;
      }
      pdf.moveDown(gap);
      return;
    case 'numbers':
      for (const number of block.numbers) writeNumber(pdf, part, number, size, tight);
      pdf.moveDown(gap);
  }
}

function drawQr(pdf: Pdf, { qr }: Letter): void {
  artifact(pdf, () => {
    pdf.save();
    pdf.translate(MARGIN + WIDTH - QR, pdf.y).scale(QR / qr.size);
    pdf.path(qr.path).fill('black');
    pdf.restore();
  });
}

function writeFeet(pdf: Pdf, letter: Letter, from: number, to: number): void {
  for (let page = from; page < to; page++) {
    pdf.switchToPage(page);
    artifact(pdf, () => {
      if (letter.answer === 'superseded' || letter.answer === 'withdrawn') watermark(pdf, LETTER_STATES[letter.answer]);
      writeFoot(pdf, letter, `Page ${page - from + 1} of ${to - from}`);
    });
  }
  pdf.switchToPage(to - 1);
}

function writeFoot(pdf: Pdf, { model, printedBy, now, checkUrl }: Letter, pages: string): void {
  const { bottom } = pdf.page.margins;
  // Below the text there is no margin left to break at.
  pdf.page.margins.bottom = 0;
  // A page that went astray still says whose it is, where the name is not too long for one line.
  const whose = `${model.patient.name}   NHS No. ${model.patient.nhsNumber}   Version ${model.versionNumber}   Code ${model.code}   ${pages}`;
  const fits = font(pdf, whose, 11, true).widthOfString(whose) <= WIDTH;
  const lines = [
    fits
      ? whose
      : `NHS No. ${model.patient.nhsNumber}   Version ${model.versionNumber}   Code ${model.code}   ${pages}`,
    `Valid from ${longDate(model.validFrom)}${model.reviewBy === null ? '' : `   Review by ${longDate(model.reviewBy)}`}`,
    `Printed ${longDateTime(new Date(now))} by ${printedBy}. Still current? ${checkUrl.replace(/\/[^/]*$/, '')}`,
  ];
  const top = pdf.page.height - MARGIN * 0.5 - 46;
  pdf
    .moveTo(MARGIN, top - 4)
    .lineTo(MARGIN + WIDTH, top - 4)
    .lineWidth(0.5)
    .stroke('black');
  lines.forEach((line, place) =>
    font(pdf, line, place === 0 ? 11 : 9.5, place === 0).text(line, MARGIN, top + place * 14, {
      width: WIDTH,
      lineBreak: false,
    }),
  );
  pdf.page.margins.bottom = bottom;
}
