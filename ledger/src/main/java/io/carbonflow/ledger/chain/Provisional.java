package io.carbonflow.ledger.chain;

/**
 * Which figures are expected to be replaced by better ones; {@code ledger.is_provisional} in the database is the same rule.
 * Imputed data gives way to the reading, and what was worked out by spend to the supplier's own figure.
 */
public final class Provisional {

    private static final String IMPUTED = "imputed";
    private static final String SPEND_BASED = "spend_based";

    private Provisional() {}

    public static boolean is(String dataQuality, String method) {
        return IMPUTED.equals(dataQuality) || SPEND_BASED.equals(method);
    }
}
