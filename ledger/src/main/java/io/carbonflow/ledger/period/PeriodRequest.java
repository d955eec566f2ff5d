package io.carbonflow.ledger.period;

import static io.carbonflow.contracts.ReasonCode.FIELD_INVALID;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

import io.carbonflow.ledger.parameters.BodyFields;

/**
 * What somebody asks to be done to a period.
 *
 * @param from its first instant, to the microsecond
 * @param to   the first instant after it
 */
record PeriodRequest(Instant from, Instant to, PeriodEvent.Action action, String reason) {

    private static final int REASON_LENGTH_MAX = 500;
    private static final int ACTION_LENGTH_MAX = 500;

    /** Reads a body; refuses it with all reasons at once. */
    static PeriodRequest of(String body) {
        var fields = BodyFields.of(body, "from, to, action and reason");
        Instant from = fields.time("from");
        Instant to = fields.time("to");
        fields.ordered(from, to);
        String action = fields.text("action", ACTION_LENGTH_MAX);
        var known = Arrays.stream(PeriodEvent.Action.values())
            .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(action))
            .findFirst();
        if (action != null && known.isEmpty()) {
            fields.refuse(FIELD_INVALID, "action", "action is lock or reopen, found " + BodyFields.quoted(action));
        }
        String reason = fields.text("reason", REASON_LENGTH_MAX);
        fields.end();
        return new PeriodRequest(from, to, known.get(), reason);
    }
}
