declare module '*.ttf?inline' {
  /** A data: URL of the file. */
  const url: string;
  export default url;
}
