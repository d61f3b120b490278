/** Pixels of the file for each of the screen, so that it is sharp on a slide and on paper. */
const SCALE = 2;
const EDGE = 16;
const FONT = 'Arial, sans-serif';

/** A chart as a picture that any program opens, beneath the sentence it shows and in the colours of the page. */
export async function pngOf(svg: string, words: { title: string; under: string }, page: Element): Promise<Blob> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const canvas = document.createElement('canvas');
  const pen = canvas.getContext('2d')!;
  const lines = [
    ...broken(pen, words.title, `600 17px ${FONT}`, image.width).map((text) => ({ text, font: `600 17px ${FONT}` })),
    ...broken(pen, words.under, `14px ${FONT}`, image.width).map((text) => ({ text, font: `14px ${FONT}` })),
  ];
  const head = EDGE + lines.length * 22;
  canvas.width = (image.width + 2 * EDGE) * SCALE;
  canvas.height = (head + image.height + EDGE) * SCALE;
  pen.scale(SCALE, SCALE);
  pen.fillStyle = colourOf(page, '--sc-card');
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.fillStyle = colourOf(page, '--sc-text');
  lines.forEach(({ text, font }, place) => {
    pen.font = font;
    pen.fillText(text, EDGE, EDGE + 16 + place * 22);
  });
  pen.drawImage(image, EDGE, head);
  return new Promise((done, failed) =>
    canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('The picture could not be made'))), 'image/png'),
  );
}

function colourOf(page: Element, token: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  page.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** The words in lines that are no wider than the picture. */
function broken(pen: CanvasRenderingContext2D, text: string, font: string, width: number): string[] {
  pen.font = font;
  const lines: string[] = [];
  for (const word of text.split(' ').filter((each) => each !== '')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && pen.measureText(longer).width <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
