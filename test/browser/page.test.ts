import { form } from './form.suite.ts'
import { help } from './help.suite.ts'
import { journey } from './journey.suite.ts'
import { paste } from './paste.suite.ts'
import { perform } from './perform.ts'
import { secrets } from './secrets.suite.ts'
import { shell } from './shell.suite.ts'

perform({ shell, form, paste, secrets, help, journey })
