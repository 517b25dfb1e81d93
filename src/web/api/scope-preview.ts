import type { ConnectionTestInput } from '../../core/api.ts'
import type { ScopePreviewAnswer } from '../../core/scope-preview.ts'
import { requestJson } from './request.ts'

export const readScopePreview = (input: ConnectionTestInput) =>
  requestJson<ScopePreviewAnswer>('/api/scope-previews', { method: 'POST', body: input })
