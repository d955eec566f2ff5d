package io.carbonflow.accounting.calculation;

/** Why an activity cannot be calculated, or is held. The names are those of the reason codes on the wire. */
public enum RefusalCode {
    FIELD_MISSING,
    FIELD_INVALID,
    QUANTITY_NEGATIVE,
    UNIT_UNKNOWN,
    UNIT_MISMATCH,
    ACTIVITY_UNKNOWN,
    OUT_OF_RANGE,
    FACTOR_NOT_FOUND,
    /** No methodology applies to the activity. */
    METHODOLOGY_NOT_FOUND,
    /** No attribution rule says where the activity belongs; it is held. */
    ATTRIBUTION_NOT_FOUND
}
