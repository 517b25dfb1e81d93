import type { ReactNode } from 'react'
import classes from './MessagePage.module.css'

interface Props {
  readonly icon: ReactNode
  readonly title: string
  readonly children: ReactNode
  readonly actions?: ReactNode
  readonly alert?: boolean
}

/** A page or part of a page that has one thing to say and what to do about it. */
export function MessagePage({ icon, title, children, actions, alert = false }: Props) {
  return (
    <div className={classes.page} role={alert ? 'alert' : undefined}>
      <span className={classes.icon} aria-hidden="true">
        {icon}
      </span>
      <h1 className={classes.title}>{title}</h1>
      <div className={classes.text}>{children}</div>
      {actions !== undefined && <div className={classes.actions}>{actions}</div>}
    </div>
  )
}
