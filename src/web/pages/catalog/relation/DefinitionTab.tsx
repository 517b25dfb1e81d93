import { SqlText } from '../../../components/SqlText.tsx'
import type { TabProps } from './tab.ts'

/** The query of a view. */
export function DefinitionTab({ relation }: TabProps) {
  return <SqlText label="Definition" text={(relation.viewDefinition ?? '').trim()} />
}
