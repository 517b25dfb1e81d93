import { ActionIcon } from '@mantine/core'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ConnectorHelp } from './connector-help.ts'
import type { HelpFocus } from './help-focus.ts'
import { useMarkedHelp } from './marked-help.ts'

interface Props {
  readonly focus: HelpFocus
  readonly help: ConnectorHelp
  readonly onStep: (to: number) => void
}

/** To the section before and after the marked one. */
export function HelpSteps({ focus, help, onStep }: Props) {
  const marked = useMarkedHelp(focus, help)
  const at = marked.kind === 'section' ? marked.at : null
  const count = help.index.sections.length
  const go = (to: number) => {
    if (to >= 0 && to < count) onStep(to)
  }
  return (
    <>
      <ActionIcon
        aria-label="Previous section"
        aria-disabled={at === 0 || count === 0}
        onClick={() => go(at === null ? count - 1 : at - 1)}
      >
        <ChevronLeft size={16} aria-hidden="true" />
      </ActionIcon>
      <ActionIcon
        aria-label="Next section"
        aria-disabled={at === count - 1}
        onClick={() => go(at === null ? 0 : at + 1)}
      >
        <ChevronRight size={16} aria-hidden="true" />
      </ActionIcon>
    </>
  )
}
