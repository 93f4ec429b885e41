import { createPoliceUkFormat } from './police-uk-layout.ts'

/**
 * Answers of the street-crime API of data.police.uk, saved as CSV. Its ids are the API's own numbers, so the same incident
 * in the street CSV has another identity: hence another publisher.
 */
export const policeUkApiFormat = createPoliceUkFormat({
  name: 'police-uk-api',
  publisher: 'data.police.uk/api',
  describes: 'rows of the street-crime API of data.police.uk as CSV',
  columns: {
    id: 'id',
    month: 'month',
    category: 'category',
    lat: 'latitude',
    lng: 'longitude',
    placeName: 'street_name',
  },
  repeatsIds: false,
})
