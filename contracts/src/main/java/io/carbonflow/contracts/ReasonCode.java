package io.carbonflow.contracts;

/**
 * Why an item was refused. The names travel on the wire and clients branch on them: add, never rename. The order is the
 * order in which the reasons of one item are reported.
 */
public enum ReasonCode {

    /** The bytes cannot be read as what they claim to be. */
    MALFORMED,
    /** A required field is absent or null. */
    FIELD_MISSING,
    /** A field is there but its value is not one it may have. */
    FIELD_INVALID,
    /** A quantity below zero where the activity has none. */
    QUANTITY_NEGATIVE,
    /** The unit's name is not known. */
    UNIT_UNKNOWN,
    /** The unit is known but measures something else than the activity or its factor. */
    UNIT_MISMATCH,
    /** The activity code is not known. */
    ACTIVITY_UNKNOWN,
    /** A time without zone or offset from a source that has no configured zone. */
    TIMESTAMP_WITHOUT_ZONE,
    /** A time further ahead of our clock than tolerated. */
    TIMESTAMP_IN_FUTURE,
    /** A number beyond the permitted range. */
    OUT_OF_RANGE,
    /** A record whose schema does not fit the contract. */
    SCHEMA_INCOMPATIBLE,
    /** The id is already booked with other content. */
    DUPLICATE_CONFLICT,
    /** The device, document partner or topic is not one this tenant may send from. */
    SOURCE_UNKNOWN,
    /** The item or body is larger than permitted. */
    TOO_LARGE,
    /** No factor of the library fits the activity, place and unit. */
    FACTOR_NOT_FOUND,
    /** No methodology applies to the activity. */
    METHODOLOGY_NOT_FOUND,
    /** No attribution rule says to which scope and category the activity belongs: it is held until one does. */
    ATTRIBUTION_NOT_FOUND,
    /** A key without its document: it is held until the system that has the document answers. */
    ENRICHMENT_PENDING,
    /** No mapping says what the fields, the material or the account of this source mean: held until one does. */
    MAPPING_NOT_FOUND,
    /** The quality gate wants a person to look at it: held until one has. */
    QUALITY_REVIEW,
    /** The tenant is pinned to another region than the one this came to. */
    REGION_MISMATCH
}
