/** One thing that `npm run bench` measures. */
export interface Subject {
  /** As it is asked for: `npm run bench -- reading`. */
  readonly name: string;
  readonly description: string;
  readonly options: readonly SubjectOption[];
  /** Whether `npm run bench` measures it without being asked by name. */
  readonly isUsual: boolean;
  /** @param say tells who waits what is being done */
  measure(options: SubjectOptions, say: (text: string) => void): Promise<Report> | Report;
}

export interface SubjectOption {
  /** As commander writes them: `--replay <dir...>`. */
  readonly flags: string;
  readonly description: string;
}

/** By name, as commander reads them; each subject knows its own. */
export type SubjectOptions = Readonly<Record<string, unknown>>;

export interface Report {
  /** For programs. */
  readonly json: object;
  /** For people: tables and sentences on standard output. */
  print(): void;
}
