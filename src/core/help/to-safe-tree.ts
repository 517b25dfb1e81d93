import type { Root } from 'hast'
import rehypeSanitize, { defaultSchema, type Options } from 'rehype-sanitize'
import { unified } from 'unified'
import { calloutNames } from './block-names.ts'
import { resolveRawHtml } from './raw-html.ts'

const schema: Options = {
  ...defaultSchema,
  tagNames: [...(defaultSchema.tagNames ?? []), 'aside'],
  attributes: {
    ...defaultSchema.attributes,
    aside: [
      ['className', 'help-callout', ...calloutNames.map((name) => `help-${name}`)],
      ['role', 'note'],
      'ariaLabel',
    ],
  },
  protocols: { ...defaultSchema.protocols, href: ['http', 'https', 'mailto'], src: ['http', 'https'] },
  // Ids are only those of footnotes, which already have a prefix: raw HTML brings none.
  clobberPrefix: '',
  strip: ['script', 'style'],
}
const sanitizer = unified().use(rehypeSanitize, schema)

/** A tree as Markdown made it → the same with raw HTML as elements, and nothing in it that could harm a page. */
export function toSafeTree(root: Root): Root {
  resolveRawHtml(root)
  return sanitizer.runSync(root) as Root
}
