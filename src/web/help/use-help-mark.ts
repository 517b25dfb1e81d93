import { type RefObject, useLayoutEffect } from 'react'
import type { ConnectorHelp } from './connector-help.ts'
import type { HelpFocus } from './help-focus.ts'
import { markedHelp } from './marked-help.ts'
import { fillPlainHelp } from './PlainHelpSection.tsx'

/**
 * Marks the focused field's section and brings it into view. The mark is an attribute that React does not know of, set
 * while the focus moves: drawing the panel anew for it costs more than a frame.
 */
export function useHelpMark(body: RefObject<HTMLElement | null>, focus: HelpFocus, help: ConnectorHelp): void {
  useLayoutEffect(() => {
    const box = body.current
    const plain = box?.querySelector<HTMLElement>('[data-plain]')
    if (!box || !plain) return
    const follow = () => {
      const marked = markedHelp(focus.read(), help)
      fillPlainHelp(plain, marked.kind === 'plain' ? marked.help : null)
      const section = marked.kind === 'section' ? box.querySelector<HTMLElement>(`[data-section="${marked.at}"]`) : null
      const mark = marked.kind === 'plain' ? plain : section
      const before = box.querySelector('[data-help-mark]')
      if (before !== mark) before?.removeAttribute('data-help-mark')
      mark?.setAttribute('data-help-mark', '')
      bringIntoView(box, mark)
    }
    follow()
    return focus.subscribe(follow)
  }, [body, focus, help])
}

/** Scrolls the panel, never the page, so that the marked help is at its top; to the beginning when nothing is marked. */
function bringIntoView(box: HTMLElement, mark: HTMLElement | null): void {
  const top = mark === null ? 0 : mark.offsetTop
  const isInView = mark !== null && top >= box.scrollTop && top + mark.offsetHeight <= box.scrollTop + box.clientHeight
  if (!isInView) box.scrollTop = Math.max(0, top - 12)
}
