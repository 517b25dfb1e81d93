import type { Classification } from '../../core/classification.ts'
import { requestJson } from './request.ts'

export const readClassifications = () => requestJson<readonly Classification[]>('/api/classifications')
