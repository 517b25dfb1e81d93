import { Component, type ErrorInfo, type ReactNode } from 'react'
import { CrashPage } from '../pages/CrashPage.tsx'

interface Props {
  readonly children: ReactNode
}

interface State {
  readonly error: Error | null
}

/** Shows a page instead of nothing when rendering fails. React offers this only to class components. */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { error: null }

  static getDerivedStateFromError(error: unknown): State {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    console.error('The page could not be shown.', error, info.componentStack)
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <CrashPage error={this.state.error} />
  }
}
