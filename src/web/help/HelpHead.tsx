import { ActionIcon } from '@mantine/core'
import { BookOpen, Search } from 'lucide-react'
import type { ReactNode } from 'react'
import { TextBox } from '../components/TextBox.tsx'
import type { ConnectorHelp } from './connector-help.ts'
import classes from './HelpPanel.module.css'
import { HelpSteps } from './HelpSteps.tsx'
import type { HelpFocus } from './help-focus.ts'

interface Props {
  readonly focus: HelpFocus
  readonly help: ConnectorHelp
  readonly search: string
  readonly onSearch: (search: string) => void
  /** First section that the search found; null for none. */
  readonly firstHit: number | null
  readonly extra: ReactNode
}

export function HelpHead({ focus, help, search, onSearch, firstHit, extra }: Props) {
  const go = (to: number) => {
    onSearch('')
    focus.show({ kind: 'section', at: to })
  }
  return (
    <div className={classes.head}>
      <h2 className={classes.headTitle}>Help</h2>
      <TextBox
        className={classes.search ?? ''}
        type="search"
        aria-label="Search in help"
        placeholder="Search in help"
        left={<Search size={14} aria-hidden="true" />}
        value={search}
        onChange={(event) => onSearch(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && firstHit !== null) focus.show({ kind: 'section', at: firstHit })
        }}
      />
      <ActionIcon aria-label="Requirements and contents" onClick={() => focus.show(null)}>
        <BookOpen size={16} aria-hidden="true" />
      </ActionIcon>
      <HelpSteps focus={focus} help={help} onStep={go} />
      {extra}
    </div>
  )
}
