/** A text cut at a whole character, with an ellipsis where something is missing. */
export function shorten(text: string, maxChars: number): string {
  const characters = Array.from(text);
  return characters.length <= maxChars ? text : `${characters.slice(0, maxChars - 1).join("")}…`;
}
