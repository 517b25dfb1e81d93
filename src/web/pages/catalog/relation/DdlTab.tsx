import { DdlView } from '../object/DdlView.tsx'
import type { TabProps } from './tab.ts'

export function DdlTab({ address }: TabProps) {
  return <DdlView address={address} />
}
