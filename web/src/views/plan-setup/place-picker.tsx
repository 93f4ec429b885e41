import type { HotspotSummary } from '@planner/shared/schemas'
import { Button, ComboBox, Input, Label, ListBox, ListBoxItem, Popover } from 'react-aria-components'
import { LABELS } from '../../labels.ts'

const EVERYWHERE = '*'

interface PlacePickerProps {
  hotspots: readonly HotspotSummary[]
  /** null: everywhere */
  value: string | null
  onChange: (hotspotId: string | null) => void
}

/** One of the ranked places, found by typing, or everywhere. */
export function PlacePicker({ hotspots, value, onChange }: PlacePickerProps) {
  const items = [
    { id: EVERYWHERE, name: LABELS.everywhere, note: 'every place at once' },
    ...hotspots.map(({ id, name, area, rank }) => ({
      id,
      name,
      note: `rank ${rank}${area === '' ? '' : `, ${area}`}`,
    })),
  ]
  return (
    <ComboBox
      className="field combo"
      defaultItems={items}
      selectedKey={value ?? EVERYWHERE}
      onSelectionChange={(key) => {
        if (key !== null) onChange(key === EVERYWHERE ? null : String(key))
      }}
    >
      <Label>Place</Label>
      <div className="combo-box">
        <Input className="input" />
        <Button className="combo-button" aria-label="Show the places">
          ▾
        </Button>
      </div>
      <Popover className="combo-popover">
        <ListBox className="combo-list">
          {({ id, name, note }: (typeof items)[number]) => (
            <ListBoxItem id={id} textValue={name} className="combo-item">
              <span className="place-name">{name}</span>
              <span className="place-area">{note}</span>
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  )
}
