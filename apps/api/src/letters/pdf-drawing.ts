import type PDFDocument from 'pdfkit';

export type Pdf = InstanceType<typeof PDFDocument>;

/** Writes one element of the document's structure, as a screen reader walks through it. */
export type Part = (tag: string, write: () => void) => void;

/** Points. */
export const MARGIN = 56.7;
export const WIDTH = 595.28 - 2 * MARGIN;

/** What Helvetica, which every reader has, can write. */
const WINDOWS_1252 = /^[\x20-\x7e\u00a0-\u00ff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]*$/;

/** A thin line over the whole width, for the eye alone. */
export function ruled(pdf: Pdf, width: number): void {
  const { y } = pdf;
  artifact(pdf, () => {
    pdf
      .moveTo(MARGIN, y)
      .lineTo(MARGIN + WIDTH, y)
      .lineWidth(width)
      .stroke('black');
  });
  pdf.y = y + 4;
}

/** A row of two columns: the number, and beside it whose it is, however many lines that takes. */
export function writeNumber(
  pdf: Pdf,
  part: Part,
  { phone, words }: { phone: string; words: string },
  size: number,
  tight: boolean,
): void {
  const large = tight ? Math.max(size + 3, 13) : 18;
  font(pdf, phone, large, true);
  const column = Math.max(WIDTH * (tight ? 0.24 : 0.3), pdf.widthOfString(phone) + 10);
  const beside = WIDTH - column;
  font(pdf, words, size);
  const high = Math.max(pdf.heightOfString(words, { width: beside }), large * 1.2);
  if (pdf.y + high > pdf.page.height - pdf.page.margins.bottom) pdf.addPage();
  const top = pdf.y;
  part('P', () => {
    font(pdf, phone, large, true).text(phone, MARGIN, top, { lineBreak: false });
    font(pdf, words, size).text(words, MARGIN + column, top + (large - size) * 0.7, { width: beside });
  });
  pdf.x = MARGIN;
  pdf.y = top + high + (tight ? 1 : 5);
  if (!tight) ruled(pdf, 0.4);
}

export function font(pdf: Pdf, text: string, size: number, bold = false): Pdf {
  const family = WINDOWS_1252.test(text) ? 'Helvetica' : 'Fallback';
  return pdf
    .font(bold ? `${family}-Bold` : family)
    .fontSize(size)
    .fillColor('black');
}

/** A warning with a line round it: no meaning in colour, and a copier keeps it. */
export function boxed(pdf: Pdf, text: string, size: number): void {
  const top = pdf.y;
  font(pdf, text, size, true).text(text, MARGIN + 6, top + 3, { width: WIDTH - 12 });
  const bottom = pdf.y + 2;
  pdf
    .rect(MARGIN, top, WIDTH, bottom - top)
    .lineWidth(1)
    .stroke('black');
  pdf.x = MARGIN;
  pdf.y = bottom + 4;
}

export function watermark(pdf: Pdf, word: string): void {
  const { bottom } = pdf.page.margins;
  pdf.page.margins.bottom = 0;
  pdf.save();
  pdf.rotate(-45, { origin: [pdf.page.width / 2, pdf.page.height / 2] });
  pdf.font('Helvetica-Bold').fontSize(84).fillOpacity(0.22).fillColor('black');
  pdf.text(word.toUpperCase(), 0, pdf.page.height / 2 - 42, {
    width: pdf.page.width,
    align: 'center',
    lineBreak: false,
  });
  pdf.restore();
  pdf.fillOpacity(1);
  pdf.page.margins.bottom = bottom;
}

/** What decorates the page and is not read aloud. */
export function artifact(pdf: Pdf, draw: () => void): void {
  const { x, y } = pdf;
  pdf.markContent('Artifact', { type: 'Pagination' });
  draw();
  pdf.endMarkedContent();
  pdf.x = x;
  pdf.y = y;
}
