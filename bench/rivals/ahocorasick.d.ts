/** The package has no types of its own. */
declare module "ahocorasick" {
  export default class AhoCorasick {
    constructor(keywords: readonly string[]);
    /** The place of each find's last character, and the keywords that end there. */
    search(text: string): [number, string[]][];
  }
}
