import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useEffect } from 'react'
import { importMappingsQuery } from '../../api/queries.ts'
import { FileDrop } from '../../components/file-drop.tsx'
import { ErrorNotice } from '../../components/pages.tsx'
import { LABELS } from '../../labels.ts'
import { takeOver } from '../../state/chosen-file.ts'
import { ReviewFile } from './review-file.tsx'
import { useIncidentFile } from './use-incident-file.ts'
import './load.css'

/** A file from the moment it is chosen until the server has it. */
export function LoadView() {
  const { file, mendedFrom, opened, reading, error, open, close } = useIncidentFile()
  const { data: kept, error: keptError } = useQuery(importMappingsQuery)
  useEffect(() => {
    document.title = `Load a file · ${LABELS.product}`
    const handed = takeOver()
    if (handed !== undefined) open(handed.file, handed.timezone)
  }, [open])
  return (
    <div className="load" data-choosing={file === undefined || undefined}>
      <div className="load-head">
        <p className="small">
          <Link to="/data" search={{ operation: undefined }}>
            Data
          </Link>
        </p>
        <h1>{opened === undefined ? 'Load a file of incidents' : opened.name}</h1>
      </div>
      {file === undefined && (
        <div className="panel stack">
          <ErrorNotice error={error} />
          <FileDrop
            action="Choose a file"
            accept=".csv,.txt,.gz,.zip,text/csv"
            hint="CSV, plain or packed as gzip or zip. It is opened on this computer: you see what is in it and say what is read. Nothing else ever leaves this computer."
            onFile={open}
          />
        </div>
      )}
      {file !== undefined && (opened === undefined || kept === undefined) && (
        <div className="centred">
          <ErrorNotice error={keptError} />
          <span className="spinner" role="img" aria-label={`Opening ${file.name}`} />
        </div>
      )}
      {file !== undefined && opened !== undefined && reading !== undefined && kept !== undefined && (
        <ReviewFile
          key={`${file.name} ${file.size} ${file.lastModified}`}
          file={file}
          opened={opened}
          reading={reading}
          kept={kept.mappings}
          mendedFrom={mendedFrom}
          onOther={close}
        />
      )}
    </div>
  )
}
