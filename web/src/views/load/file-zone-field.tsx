import type { Force } from '@planner/shared/schemas'
import { ZoneField } from '../../components/zone-field.tsx'
import type { FileZone } from './use-file-zone.ts'

interface FileZoneFieldProps {
  zone: FileZone
  force: Force
  /** of the file that these rows were rejected from; undefined: it is no file of rejects */
  mendedFrom: string | undefined
  /** what its places have against it, if anything */
  warning: string | null
}

/** By which clock the times of this file are read, and whether its places agree. */
export function FileZoneField({ zone, force, mendedFrom, warning }: FileZoneFieldProps) {
  const isForces = zone.written === force.timezone
  return (
    <div className="stack-tight file-zone">
      <ZoneField
        label="Times are local to"
        value={zone.written}
        fault={zone.fault}
        hint={
          isForces ? (
            force.isNamed ? (
              'The time zone of the force.'
            ) : (
              'Nobody has set the time zone of the force: this is what a new database begins with.'
            )
          ) : (
            <>
              {zone.written === mendedFrom
                ? 'As the file was read that these rows come from.'
                : 'For this file alone, and what is rejected of it.'}{' '}
              <button type="button" className="disclosure-button" onClick={() => zone.write(force.timezone)}>
                Use the force’s, {force.timezone}
              </button>
            </>
          )
        }
        onChange={zone.write}
      />
      {warning !== null && zone.fault === undefined && (
        <p className="notice notice-warn small" role="status">
          {warning}
        </p>
      )}
    </div>
  )
}
