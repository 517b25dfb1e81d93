import { ReferenceView } from '../object/ReferenceView.tsx'
import type { TabProps } from './tab.ts'

export function ReferencesTab({ relation, address }: TabProps) {
  return <ReferenceView object={relation} address={address} />
}
