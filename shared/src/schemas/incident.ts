import { Type } from 'typebox'

/** Offence classes of the canonical file; weapons and other are understood, counted and never ranked. */
export const OffenceSchema = Type.Union([
  Type.Literal('homicide'),
  Type.Literal('violence-with-injury'),
  Type.Literal('violence-without-injury'),
  Type.Literal('sexual-offence'),
  Type.Literal('robbery'),
  Type.Literal('weapons'),
  Type.Literal('other'),
])

/** Set by the force on the incident. */
export const IncidentFlagSchema = Type.Union([
  Type.Literal('knife'),
  Type.Literal('firearm'),
  Type.Literal('vawg'),
  Type.Literal('youth'),
  Type.Literal('hate'),
  Type.Literal('night-time-economy'),
  Type.Literal('business'),
  Type.Literal('personal'),
])

export const PlaceTypeSchema = Type.Union([
  Type.Literal('street'),
  Type.Literal('transport'),
  Type.Literal('park'),
  Type.Literal('retail'),
  Type.Literal('licensed'),
  Type.Literal('dwelling'),
  Type.Literal('other'),
])
