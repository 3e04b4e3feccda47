// The site's policy forbids styles in markup, and Monaco draws lines as markup with styles. The styles travel under
// another name, and are set by script, which the policy allows.

const kept = 'data-monaco-style'

/** The markup, with its styles put aside. Text in it has its `<` escaped, so tags alone are changed. */
export const withoutStyles = (markup: string): string =>
  markup.replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\sstyle="/, ` ${kept}="`))

/** Sets the styles that were put aside, in a node and all inside of it. */
export function styled<T extends Node | null>(node: T): T {
  if (!(node instanceof HTMLElement)) return node
  for (const one of [node, ...node.querySelectorAll<HTMLElement>(`[${kept}]`)]) {
    const style = one.getAttribute(kept)
    if (style === null) continue
    one.style.cssText = style
    one.removeAttribute(kept)
  }
  return node
}
