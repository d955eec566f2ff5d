package io.carbonflow.ledger.intake;

import java.util.function.UnaryOperator;

import io.carbonflow.contracts.RecordHeaders;

/**
 * What a record's headers say of how it is counted.
 *
 * @param isDerived whether the receipt of what it carries is counted on another topic
 * @param releases  the id of the letter it is the continuation of, or null
 * @param context   why it is no activity, or null
 * @param supplier  whom an item that is no activity names, or null
 */
public record Marks(boolean isDerived, String releases, String context, String supplier) {

    /** Of a record that is counted by itself. */
    public static final Marks NONE = new Marks(false, null, null, null);
    /** An item the intake policy left out. */
    public static final String SAMPLED_OUT = "sampled_out";

    /** Reads the marks by the headers' names; null where there is none of a name. */
    static Marks of(UnaryOperator<String> header) {
        String releases = header.apply(RecordHeaders.RELEASES);
        String context = header.apply(RecordHeaders.CONTEXT);
        boolean isDerived = header.apply(RecordHeaders.DERIVED) != null;
        boolean isPlain = !isDerived && context == null && isAbsent(releases);
        return isPlain ? NONE
                : new Marks(isDerived, isAbsent(releases) ? null : releases, context,
                        header.apply(RecordHeaders.SUPPLIER));
    }

    /** No letter has such an id. */
    private static boolean isAbsent(String letterId) {
        return letterId == null || letterId.isEmpty() || letterId.indexOf('\0') >= 0;
    }
}
