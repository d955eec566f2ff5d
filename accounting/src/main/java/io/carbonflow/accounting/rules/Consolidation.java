package io.carbonflow.accounting.rules;

import java.util.Locale;

/** The GHG Protocol's ways to draw the organisational boundary (Corporate Standard, chapter 3). */
public enum Consolidation {
    OPERATIONAL_CONTROL,
    FINANCIAL_CONTROL,
    EQUITY_SHARE;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
