/** IAM's wildcards: `*` any run of characters, `?` any one. */
export function matches(pattern: string, text: string): boolean {
  const source = pattern
    .split("")
    .map((character) => {
      if (character === "*") return ".*";
      return character === "?" ? "." : character.replace(/[\\^$.+()[\]{}|/-]/, String.raw`\$&`);
    })
    .join("");
  return new RegExp(`^${source}$`, "s").test(text);
}
