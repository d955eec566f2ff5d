package io.carbonflow.gateway.carrier;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/** The numbers by which carriers name shipments; digits and letters, leading zeros included. */
final class Numbers {

    private static final int LENGTH_MAX = 100;

    private Numbers() {}

    /** Whether the text names a shipment; a reason where it does not. */
    static boolean isNumber(String text, String field, Reasons reasons) {
        if (text.isEmpty()) {
            reasons.add(ReasonCode.FIELD_MISSING, field, field + " is required");
            return false;
        }
        if (text.length() > LENGTH_MAX || !text.codePoints().allMatch(Quote::isPlain)) {
            reasons.add(ReasonCode.FIELD_INVALID, field, field + " is a text of 1 to " + LENGTH_MAX
                    + " characters without control characters, found " + text.length() + " characters");
            return false;
        }
        return true;
    }
}
