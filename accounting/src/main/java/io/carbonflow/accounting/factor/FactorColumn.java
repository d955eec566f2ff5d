package io.carbonflow.accounting.factor;

import java.util.Locale;

/** The columns of an edition's file, in the order in which we write them. */
enum FactorColumn {
    ID(true),
    ACTIVITY(true),
    REGION(true),
    YEAR(true),
    VALID_FROM(true),
    VALID_TO(true),
    UNIT(true),
    KG_CO2E(true),
    KG_CO2(true),
    KG_CH4(true),
    KG_N2O(true),
    KG_BIOGENIC_CO2(true),
    METHANE_ORIGIN(true),
    GWP_SET(true),
    BOUNDARY(true),
    METHOD(true),
    PUBLISHER(true),
    PUBLICATION(true),
    LOCATOR(true),
    LICENCE(true),
    PROXY(true),
    NOTES(true),
    PART(false),
    KG_CO2E_WTT(false),
    OTHER_GASES(false),
    SCOPE(false),
    CATEGORY(false),
    SET(false),
    RELIABILITY(false),
    COMPLETENESS(false),
    TECHNOLOGY(false),
    GSD2(false);

    private final String code = name().toLowerCase(Locale.ROOT);
    private final boolean required;

    FactorColumn(boolean required) {
        this.required = required;
    }

    /** The column's name in the header. */
    String code() {
        return code;
    }

    /** Whether a file without the column is refused. */
    boolean isRequired() {
        return required;
    }
}
