import { settingNamed, withoutSettingName } from '../../api/client.ts'
import type { Faults } from '../../state/draft.ts'

/** The id of a setting's control. */
export const fieldId = (path: string): string => `setup-${path.replaceAll('/', '-')}`

/** Ties a control to its path and to its fault. */
export function controlProps(path: string, faults: Faults) {
  const isBad = faults[path] !== undefined
  return {
    id: fieldId(path),
    'data-path': path,
    'aria-invalid': isBad || undefined,
    'aria-describedby': isBad ? `${fieldId(path)}-fault` : undefined,
  }
}

/** The control of a setting, else the first one below its path, else that of the list or row that holds it. */
export function findControl(form: HTMLElement | null, path: string): HTMLElement | undefined {
  const controls = [...(form?.querySelectorAll<HTMLElement>('[data-path]') ?? [])]
  for (let at = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const found = controls.find(({ dataset }) => dataset['path'] === at || dataset['path']?.startsWith(`${at}/`))
    if (found !== undefined) return found
  }
  return undefined
}

/** The setting that a refusal names, with its words. */
export function refusalsOf(message: string | null | undefined): Faults {
  const path = message == null ? undefined : settingNamed(message)
  return message == null || path === undefined ? {} : { [path]: withoutSettingName(message) }
}
