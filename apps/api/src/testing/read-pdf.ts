import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface Read {
  pages: string[];
  title: string;
  language: string;
  marked: boolean;
  tags: string[];
  /** Points of the smallest and largest type of running text. */
  sizes: number[];
}

/** What a reader that has nothing to do with the writer makes of a PDF. */
export async function readPdf(bytes: Uint8Array): Promise<Read> {
  const pdf = await getDocument({ data: bytes, verbosity: 0 }).promise;
  const meta = (await pdf.getMetadata()).info as { Title?: string; Language?: string };
  const pages: string[] = [];
  const tags: string[] = [];
  const sizes: number[] = [];
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    sizes.push(...content.items.flatMap((item) => ('str' in item && item.str.trim() !== '' ? [item.height] : [])));
    pages.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    const walk = (node: { role?: string; children?: unknown[] } | null): void => {
      if (node?.role) tags.push(node.role);
      for (const child of (node?.children ?? []) as { role?: string; children?: unknown[] }[]) walk(child);
    };
    walk((await page.getStructTree()) as Parameters<typeof walk>[0]);
  }
  // Typed as an object, and a map in truth.
  const marked = ((await pdf.getMarkInfo()) as unknown as Map<string, boolean> | null)?.get('Marked') === true;
  return { pages, sizes, title: meta.Title ?? '', language: meta.Language ?? '', marked, tags };
}
