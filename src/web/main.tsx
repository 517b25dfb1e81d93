import './theme/mantine.css'
import './theme/palette.css'
import './theme/global.css'
import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Router } from 'wouter'
import { App } from './app/App.tsx'
import { createQueryClient } from './app/query-client.ts'
import { useGuardedLocation } from './app/use-guarded-location.ts'
import { readStyleNonce } from './theme/nonce.ts'
import { cssVariablesResolver, theme } from './theme/theme.ts'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')

const nonce = readStyleNonce()

createRoot(root).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    defaultColorScheme="auto"
    getStyleNonce={() => nonce}
  >
    <QueryClientProvider client={createQueryClient()}>
      <Router hook={useGuardedLocation}>
        <App />
      </Router>
    </QueryClientProvider>
  </MantineProvider>,
)
