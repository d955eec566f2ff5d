package io.carbonflow.intake.mapping;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/**
 * What an activity is a version of; each part may be null.
 *
 * @param revision  orders the versions of one event id as text: an instant or a whole number has 20 digits
 * @param operation {@code cancel} where the event no longer stands
 * @param orderedBy what shares its Kafka key
 */
record Version(String revision, String operation, String orderedBy) {

    static final int LENGTH_MAX = 200;
    private static final int DIGITS = 20;
    private static final String CANCEL = "cancel";

    /** Takes what says so out of the mapped fields, because the contract does not know it. */
    static Version takenFrom(ObjectNode activity, Map<String, String> names, Findings findings) {
        String revision = take(activity, "revision");
        String operation = take(activity, "operation");
        String orderedBy = take(activity, "ordered_by");
        if (operation != null && !operation.equals(CANCEL) && !operation.equals("book")) {
            refuse(findings, ReasonCode.FIELD_INVALID, names.getOrDefault("operation", "operation"),
                    "%s is book or cancel, found " + Quote.of(operation));
        }
        if (CANCEL.equals(operation) && revision == null) {
            refuse(findings, ReasonCode.FIELD_MISSING, names.getOrDefault("revision", "revision"),
                    "%s is required where an event is cancelled: it says which version is the newest");
        }
        if (revision != null && sortable(revision).length() > LENGTH_MAX) {
            refuse(findings, ReasonCode.FIELD_INVALID, names.getOrDefault("revision", "revision"),
                    "%s has at most " + LENGTH_MAX + " characters, found " + revision.length());
        }
        return new Version(revision == null ? null : sortable(revision), CANCEL.equals(operation) ? CANCEL : null,
                orderedBy);
    }

    private static void refuse(Findings findings, ReasonCode code, String name, String detail) {
        findings.refuse(code, name, name + detail.substring(2));
    }

    private static String take(ObjectNode activity, String name) {
        String text = Scalars.text(activity.path(name));
        activity.remove(name);
        return text;
    }

    /** The text by which versions sort as what they are. */
    static String sortable(String revision) {
        if (!revision.isEmpty() && revision.length() <= DIGITS
                && revision.chars().allMatch(one -> one >= '0' && one <= '9')) {
            return "0".repeat(DIGITS - revision.length()) + revision;
        }
        try {
            // Microseconds, because databases have them and two changes in one millisecond are two versions.
            Instant instant = java.time.OffsetDateTime.parse(revision).toInstant();
            long micros = Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                    instant.getNano() / 1_000);
            return micros < 0 ? revision : sortable(Long.toString(micros));
        } catch (DateTimeParseException | ArithmeticException noTime) {
            return revision;
        }
    }

    Verdict applied(Verdict verdict) {
        if (verdict instanceof Verdict.Accepted accepted && (revision != null || orderedBy != null)) {
            accepted.activity().setRevision(revision);
            accepted.activity().setOperation(operation);
            return new Verdict.Accepted(accepted.activity(),
                    orderedBy == null ? accepted.activity().getEventId() : orderedBy);
        }
        return verdict;
    }
}
