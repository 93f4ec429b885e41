import { createPoliceUkFormat } from './police-uk-layout.ts'

/**
 * The street-level crime CSV of data.police.uk (`2024-01/2024-01-force-street.csv`).
 *
 * Its "Crime ID" is empty on some rows and stands on several real rows of some files (one record, several offences).
 */
export const policeUkFormat = createPoliceUkFormat({
  name: 'police-uk',
  publisher: 'data.police.uk',
  describes: 'the street CSV of data.police.uk, one file or a folder of months',
  columns: {
    id: 'Crime ID',
    month: 'Month',
    category: 'Crime type',
    lat: 'Latitude',
    lng: 'Longitude',
    placeName: 'Location',
  },
  repeatsIds: true,
})
