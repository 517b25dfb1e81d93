import { useEffect, useRef } from 'react'
import type { DemoConnection } from '../../../core/api.ts'
import type { FormValue } from './use-form-value.ts'

interface Options {
  readonly demo: DemoConnection | null
  readonly value: FormValue
  /** Fill it in as the page opens. */
  readonly fillNow: boolean
}

/** Fills the form with the demo server's settings; null when there is no demo here. */
export function useDemoFill({ demo, value, fillNow }: Options): (() => void) | null {
  const filled = useRef(false)
  const { setName, setRaw } = value
  const fill =
    demo?.available === true
      ? () => {
          setRaw(demo.settings)
          setName(demo.name)
        }
      : null
  useEffect(() => {
    if (!fillNow || filled.current || fill === null) return
    filled.current = true
    fill()
  })
  return fill
}
