import { useState } from 'react'
import { Button, Disclosure, DisclosurePanel } from 'react-aria-components'
import { plural } from '../../format.ts'
import { readMatrix, TRAVEL_FIELDS } from '../../state/plan-draft.ts'
import { FaultText } from '../../components/setup/fault-text.tsx'
import { controlProps, fieldId } from '../../components/setup/control.ts'
import type { SetupProps } from './setup.ts'

const TRAVEL: Readonly<Record<(typeof TRAVEL_FIELDS)[number], { label: string; unit: string; usual: string }>> = {
  footKmh: { label: 'On foot', unit: 'km/h', usual: '5' },
  vehKmh: { label: 'By vehicle', unit: 'km/h', usual: '20' },
  vehOverheadMin: { label: 'Getting in and parking', unit: 'min', usual: '2' },
  detour: { label: 'Way over straight line', unit: 'times', usual: '1.3' },
}

/** How crews get about. Seldom changed, so closed until wanted; open where something differs from the usual. */
export function TravelFields({ draft, change, faults }: Pick<SetupProps, 'draft' | 'change' | 'faults'>) {
  const isUsual = draft.matrix === null && TRAVEL_FIELDS.every((field) => draft.travel[field] === '')
  const hasFault = Object.keys(faults).some((path) => path.startsWith('travel'))
  return (
    <Disclosure defaultExpanded={!isUsual || hasFault}>
      {({ isExpanded }) => (
        <>
          <Button slot="trigger" className="disclosure-button">
            {isExpanded ? 'Hide how crews travel' : `How crews travel${isUsual ? ': as usual' : ''}`}
          </Button>
          <DisclosurePanel>
            <div className="travel-fields">
              {TRAVEL_FIELDS.map((field) => (
                <div className="field" key={field}>
                  <label htmlFor={fieldId(`travel/${field}`)}>
                    {TRAVEL[field].label}, {TRAVEL[field].unit}
                  </label>
                  <input
                    className="input"
                    {...controlProps(`travel/${field}`, faults)}
                    inputMode="decimal"
                    placeholder={TRAVEL[field].usual}
                    value={draft.travel[field]}
                    onChange={(event) => change({ travel: { ...draft.travel, [field]: event.target.value } })}
                  />
                  <FaultText path={`travel/${field}`} faults={faults} />
                </div>
              ))}
            </div>
            <MatrixField draft={draft} change={change} faults={faults} />
          </DisclosurePanel>
        </>
      )}
    </Disclosure>
  )
}

/** Minutes that are known better than by the model. The file is read here and sent with the settings. */
function MatrixField({ draft, change, faults }: Pick<SetupProps, 'draft' | 'change' | 'faults'>) {
  const [unread, setUnread] = useState<string>()
  const { matrix } = draft
  return (
    <div className="field travel-matrix">
      <label htmlFor={fieldId('travel/matrix')}>Minutes between places, from a file</label>
      <p className="field-hint" id={`${fieldId('travel/matrix')}-hint`}>
        {matrix === null
          ? 'JSON with places and minutes. Ways that it does not have follow the model above.'
          : `Read from ${matrix.name}: ${plural(matrix.value.places.length, 'place')}. Other ways follow the model above.`}
      </p>
      {matrix === null ? (
        <input
          className="file-input"
          id={fieldId('travel/matrix')}
          data-path="travel/matrix"
          aria-describedby={`${fieldId('travel/matrix')}-hint`}
          type="file"
          accept=".json,application/json"
          onChange={(event) => {
            const file = event.target.files?.[0]
            if (file === undefined) return
            void file.text().then((text) => {
              const value = readMatrix(text)
              setUnread(value === undefined ? file.name : undefined)
              if (value !== undefined) change({ matrix: { name: file.name, value } })
            })
          }}
        />
      ) : (
        <div>
          <button
            type="button"
            className="button button-small"
            id={fieldId('travel/matrix')}
            data-path="travel/matrix"
            onClick={() => change({ matrix: null })}
          >
            Leave the file out
          </button>
        </div>
      )}
      {unread !== undefined && (
        <p className="field-error" role="alert">
          {unread} has no places with as many rows of minutes
        </p>
      )}
      {Object.keys(faults)
        .filter((path) => path.startsWith('travel/matrix'))
        .map((path) => (
          <FaultText key={path} path={path} faults={faults} />
        ))}
    </div>
  )
}
