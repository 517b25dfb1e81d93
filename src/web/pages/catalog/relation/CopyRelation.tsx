import { Button, Menu } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Check, Copy } from 'lucide-react'
import { useEffect, useState } from 'react'
import { connectorSettings } from '../../../../connectors/settings-registry.ts'
import { markdownText, qualifiedName, selectText } from '../../../catalog/copy-relation.ts'
import { ddlQuery } from '../../../hooks/use-catalog.ts'
import { useCatalogContext } from '../catalog-context.tsx'
import type { TabProps } from './tab.ts'

type CopyState = 'idle' | 'copied' | 'refused'

/** Puts a relation into the clipboard in the form that is wanted. */
export function CopyRelation({ relation, address }: TabProps) {
  const { service, snapshot } = useCatalogContext()
  const client = useQueryClient()
  const [state, setState] = useState<CopyState>('idle')
  useEffect(() => {
    if (state === 'idle') return
    const timer = setTimeout(() => setState('idle'), 1_600)
    return () => clearTimeout(timer)
  }, [state])
  const quote = connectorSettings(service.connector)?.quoteName ?? ((name) => name)
  const forms: readonly { readonly label: string; readonly text: () => string | Promise<string> }[] = [
    { label: 'Qualified name', text: () => qualifiedName(relation, quote) },
    { label: 'SELECT with all columns', text: () => selectText(relation, quote) },
    { label: 'DDL', text: () => client.ensureQueryData(ddlQuery(snapshot.id, address)) },
    { label: 'Markdown', text: () => markdownText(relation) },
    { label: 'JSON', text: () => `${JSON.stringify(relation, null, 2)}\n` },
  ]
  const copy = async (text: () => string | Promise<string>) => {
    try {
      await navigator.clipboard.writeText(await text())
      setState('copied')
    } catch {
      setState('refused')
    }
  }
  const Icon = state === 'copied' ? Check : Copy
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" leftSection={<Icon size={14} aria-hidden="true" />}>
          <span aria-live="polite">{{ idle: 'Copy as', copied: 'Copied', refused: 'Could not be copied' }[state]}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {forms.map(({ label, text }) => (
          <Menu.Item key={label} onClick={() => void copy(text)}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
