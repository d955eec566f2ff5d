package io.carbonflow.query.inventory;

import java.util.Arrays;
import java.util.List;

/** The assessment report whose warming potentials an amount stands in. Every entry holds its mass in each. */
public enum GwpSet {

    AR4("kg_co2e_ar4"), AR5("kg_co2e_ar5"), AR6("kg_co2e_ar6");

    public static final List<String> NAMES = Arrays.stream(values()).map(Enum::name).toList();

    private final String column;

    GwpSet(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }
}
