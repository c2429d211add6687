import type { PreparedDocument } from "../finding/document.ts";
import { isInFirstText, isName, lexiconNumber, type Scan, wordCount } from "../finding/scan.ts";
import type { Lexicon } from "../words/lexicon.ts";
import { byLanguage, byStemmer, type Stemmer, stemmerOf } from "../words/stems.ts";
import type { AtomKind, Atoms } from "./atoms.ts";
import { BesideTriggers, type SavedBeside } from "./beside-triggers.ts";
import { Chains } from "./chains.ts";
import { grown } from "../words/growing.ts";
import type { HeldAtoms } from "./held-atoms.ts";
import type { IntLists } from "./int-lists.ts";
import { NameTriggers } from "./name-triggers.ts";
import { MAX_PAIRS, PhrasePairs, type SavedPairs } from "./phrase-pairs.ts";
import { PrefixTriggers, type SavedPrefixes } from "./prefix-triggers.ts";

type ByWord = Int32Array<ArrayBuffer>;

export interface SavedTriggers {
  readonly written: ByWord;
  readonly names: ByWord;
  /** By language. */
  readonly stems: ReadonlyMap<string, ByWord>;
  readonly stemmed: ByWord;
  readonly prefixes: SavedPrefixes;
  readonly phrases: SavedPairs;
  readonly facts: ReadonlyMap<string, number>;
  readonly beside: SavedBeside;
}

interface Shared {
  readonly atoms: Atoms;
  readonly lists: IntLists;
  readonly lexicon: Lexicon;
}

/** Which atoms each word of a document makes true. Tables are by word of the lexicon, stems' by language. */
export class Triggers {
  readonly #atoms: Atoms;
  readonly #lists: IntLists;
  readonly #lexicon: Lexicon;
  /** By word: its atom and one. */
  #written: ByWord;
  /** By stem: an entry of its atoms. */
  readonly #stems: Map<Stemmer, ByWord>;
  /** Atoms that every language stems its own way, each with its term. */
  #stemmed: ByWord;
  #stemmedCount: number;
  readonly #names: NameTriggers;
  readonly #prefixes: PrefixTriggers;
  readonly #phrases: PhrasePairs;
  /** What queries ask for of the words of the document in hand. */
  readonly #wordsByStem = new Chains();
  readonly #facts: Map<string, number>;
  readonly #beside: BesideTriggers;

  constructor({ atoms, lists, lexicon }: Shared, saved: SavedTriggers | null = null) {
    this.#atoms = atoms;
    this.#lists = lists;
    this.#lexicon = lexicon;
    this.#written = saved?.written ?? new Int32Array(1024);
    this.#names = new NameTriggers(lists, lexicon, saved?.names);
    this.#stems = byStemmer(saved?.stems ?? new Map<string, ByWord>());
    this.#stemmed = saved?.stemmed ?? new Int32Array(256);
    this.#stemmedCount = saved?.stemmed.length ?? 0;
    this.#prefixes = new PrefixTriggers(lists, lexicon, saved?.prefixes);
    this.#phrases = new PhrasePairs(lists, saved?.phrases);
    this.#facts = new Map(saved?.facts);
    this.#beside = new BesideTriggers(saved?.beside);
  }

  /** @param languages those whose stems are looked up now, and not when the first document comes */
  save(languages: Iterable<string>): SavedTriggers {
    for (const language of languages) this.#stemsBy(stemmerOf(language));
    return {
      written: this.#written,
      names: this.#names.save(),
      stems: byLanguage(this.#stems),
      stemmed: this.#stemmed.slice(0, this.#stemmedCount),
      prefixes: this.#prefixes.save(),
      phrases: this.#phrases.save(),
      facts: this.#facts,
      beside: this.#beside.save(),
    };
  }

  /** Bytes that the tables take. */
  get bytes(): number {
    const stems = [...this.#stems.values()].reduce((sum, table) => sum + table.byteLength, 0);
    const own = this.#written.byteLength + this.#stemmed.byteLength + stems;
    return own + this.#names.bytes + this.#phrases.bytes + this.#prefixes.bytes;
  }

  /** Makes a new atom be found in documents from now on. @param text its term, key or head; empty where it has none */
  add(atom: number, kind: AtomKind, text: string): void {
    switch (kind) {
      case "word":
        this.#addStem(atom);
        this.#names.addWord(atom, this.#wordOf(atom));
        return;
      case "stem":
        this.#addStem(atom);
        return;
      case "name":
        this.#names.add(atom, this.#wordOf(atom));
        return;
      case "written":
        this.#written = grown(this.#written, this.#wordOf(atom) + 1);
        this.#written[this.#wordOf(atom)] = atom + 1;
        return;
      case "prefix":
        this.#prefixes.add(atom, text);
        return;
      case "fact":
        this.#facts.set(text, atom);
        return;
      case "beside":
        this.#beside.add(atom, text);
        return;
      case "phrase":
        this.#addPhrase(atom);
        return;
      // Found out when a query asks.
      case "near":
      case "leaf":
        return;
    }
  }

  /** Marks the atoms that a document makes true. */
  pull(document: PreparedDocument, held: HeldAtoms): void {
    const { scan, stemOf } = document;
    const lexicon = this.#lexicon;
    const byStem = this.#stemsBy(stemOf);
    const count = wordCount(scan);
    const hasPrefixes = !this.#prefixes.isEmpty;
    const written = this.#written;
    this.#wordsByStem.begin(lexicon.size);
    this.#names.begin();
    let stems = lexicon.stemsBy(stemOf);
    for (let local = 0; local < count; local += 1) {
      const word = lexiconNumber(scan, local);
      const isInTitle = isInFirstText(scan, local);
      const atom = word < written.length ? (written[word] ?? 0) : 0;
      if (atom !== 0) held.hold(atom - 1, isInTitle);
      let stem = stems[word] ?? -1;
      if (stem === -1) {
        stem = lexicon.stem(word, stemOf);
        stems = lexicon.stemsBy(stemOf);
      }
      const entry = stem < byStem.length ? (byStem[stem] ?? 0) : 0;
      if (entry !== 0) {
        this.#wordsByStem.add(stem, local);
        held.holdAll(entry, this.#lists, isInTitle);
      }
      if (isName(scan, local)) this.#names.pull(word, local, isInTitle, held);
      if (hasPrefixes) held.holdAll(this.#prefixes.entryFor(word), this.#lists, isInTitle);
    }
    this.#holdPhrases(scan, held);
    this.#holdFacts(document, held);
    this.#beside.pull(document, held);
  }

  /** The distinct words of the document in hand that make an atom of kind "word" true. */
  wordsThatHold(atom: number, { stemOf }: PreparedDocument): readonly number[] {
    const term = this.#wordOf(atom);
    const words: number[] = [];
    this.#wordsByStem.collect(this.#lexicon.stem(term, stemOf), words);
    const forms = words.length;
    this.#names.collect(term, words);
    // Mostly a name is found by its stem, too.
    return words.length === forms ? words : [...new Set(words)];
  }

  #wordOf(atom: number): number {
    return this.#atoms.numberOf(atom, 0);
  }

  #addStem(atom: number): void {
    this.#stemmed = grown(this.#stemmed, this.#stemmedCount + 1);
    this.#stemmed[this.#stemmedCount] = atom;
    this.#stemmedCount += 1;
    for (const stemOf of this.#stems.keys()) this.#addStemBy(stemOf, atom);
  }

  #stemsBy(stemOf: Stemmer): ByWord {
    const known = this.#stems.get(stemOf);
    if (known !== undefined) return known;
    this.#stems.set(stemOf, new Int32Array(this.#lexicon.size));
    for (let n = 0; n < this.#stemmedCount; n += 1) {
      this.#addStemBy(stemOf, this.#stemmed[n] ?? 0);
    }
    return this.#stems.get(stemOf) ?? new Int32Array(0);
  }

  #addStemBy(stemOf: Stemmer, atom: number): void {
    const stem = this.#lexicon.stem(this.#wordOf(atom), stemOf);
    const table = grown(this.#stems.get(stemOf) ?? new Int32Array(0), stem + 1);
    this.#stems.set(stemOf, table);
    this.#pushTo(table, stem, atom);
  }

  #pushTo(table: ByWord, word: number, atom: number): void {
    table[word] = this.#lists.with(table[word] ?? 0, atom);
  }

  /** At the pair that the fewest phrases have. */
  #addPhrase(atom: number): void {
    const words = Array.from({ length: this.#atoms.lengthOf(atom) }, (_, n) =>
      this.#atoms.numberOf(atom, n),
    );
    let [best, least] = [0, Infinity];
    for (let at = 0; at + 1 < words.length && at < MAX_PAIRS; at += 1) {
      const demand = this.#phrases.demandOf(words[at] ?? 0, words[at + 1] ?? 0);
      if (demand < least) [best, least] = [at, demand];
    }
    this.#phrases.add({ atom, words }, best);
  }

  #holdPhrases(scan: Scan, held: HeldAtoms): void {
    this.#phrases.find(scan, this.#atoms, (atom, text) => {
      held.hold(atom, text === 0);
    });
  }

  #holdFacts(document: PreparedDocument, held: HeldAtoms): void {
    if (this.#facts.size === 0) return;
    for (const key of document.facts.keys) {
      const atom = this.#facts.get(key);
      if (atom !== undefined) held.hold(atom, false);
    }
  }
}
