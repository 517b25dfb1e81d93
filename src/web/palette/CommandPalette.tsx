import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { ResultLine } from '../catalog/SearchResults.tsx'
import { DialogWindow } from '../components/DialogWindow.tsx'
import classes from './CommandPalette.module.css'
import type { PaletteItem, PalettePage } from './palette-items.ts'
import { usePaletteItems } from './use-palette-items.ts'

interface Props {
  readonly pages: readonly PalettePage[]
  readonly onClose: () => void
}

/** One box for every page, service and object. */
export function CommandPalette({ pages, onClose }: Props) {
  const [, navigate] = useLocation()
  const [text, setText] = useState('')
  const [active, setActive] = useState(0)
  const { items, words, status } = usePaletteItems(pages, text)
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const at = Math.min(active, items.length - 1)
  useEffect(() => {
    list.current?.querySelector(`[id="${id}-${at}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [id, at])
  const open = ({ to }: PaletteItem) => {
    onClose()
    navigate(to)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const next = movedTo(event.key, at, items.length - 1)
    const item = items[at]
    if (next !== undefined) setActive(next)
    else if (event.key === 'Enter' && item !== undefined) open(item)
    else return
    event.preventDefault()
  }
  return (
    <DialogWindow label="Search and go to" place="top" width={640} onClose={onClose}>
      <div className={classes.box}>
        <Search size={16} aria-hidden="true" className={classes.icon} />
        <input
          className={classes.input}
          role="combobox"
          aria-label="Search pages, services and objects"
          aria-expanded="true"
          aria-controls={id}
          aria-activedescendant={items.length === 0 ? undefined : `${id}-${at}`}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="A page, a service, a table, a column…"
          data-autofocus
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            setActive(0)
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div ref={list} id={id} role="listbox" aria-label="Found" className={classes.list} tabIndex={-1}>
        {items.map((item, index) => (
          <Option
            key={item.key}
            id={`${id}-${index}`}
            item={item}
            words={words}
            selected={index === at}
            onPoint={() => setActive(index)}
            onOpen={() => open(item)}
          />
        ))}
      </div>
      <p className={classes.status} role="status">
        {status}
      </p>
    </DialogWindow>
  )
}

/** Where an arrow key leads among options from 0 to `last`, round and round; undefined for all other keys. */
function movedTo(key: string, at: number, last: number): number | undefined {
  if (key === 'ArrowDown') return at === last ? 0 : at + 1
  return key === 'ArrowUp' ? (at <= 0 ? last : at - 1) : undefined
}

interface OptionProps {
  readonly id: string
  readonly item: PaletteItem
  readonly words: readonly string[]
  readonly selected: boolean
  readonly onPoint: () => void
  readonly onOpen: () => void
}

function Option({ id, item, words, selected, onPoint, onOpen }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and takes the keys
    <div
      id={id}
      role="option"
      tabIndex={-1}
      aria-selected={selected}
      className={classes.item}
      onPointerMove={onPoint}
      onClick={onOpen}
    >
      <Line item={item} words={words} />
    </div>
  )
}

function Line({ item, words }: { readonly item: PaletteItem; readonly words: readonly string[] }) {
  if (item.kind === 'object') {
    return <ResultLine address={item.hit} matches={item.hit.matches} words={words} holder={item.hit.serviceName} />
  }
  const { Icon, label, detail } = item
  return (
    <>
      <Icon size={14} aria-hidden="true" className={classes.icon} />
      <span className={classes.label}>{label}</span>
      <span className={classes.detail}>{detail}</span>
    </>
  )
}
