import type { Element, Root } from 'hast'
import { toText } from 'hast-util-to-text'

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })

/** First sentence below the heading: of the first paragraph, else of the first list item or cell; '' without any. */
export function firstSentence(root: Root): string {
  const first = find(root, 'p') ?? find(root, 'li') ?? find(root, 'td')
  if (first === null) return ''
  const text = toText(first).replace(/\s+/g, ' ').trim()
  for (const { segment } of sentences.segment(text)) return segment.trim()
  return ''
}

function find(parent: Root | Element, tagName: string): Element | null {
  for (const child of parent.children) {
    if (child.type !== 'element') continue
    if (child.tagName === tagName) return child
    const found = find(child, tagName)
    if (found) return found
  }
  return null
}
