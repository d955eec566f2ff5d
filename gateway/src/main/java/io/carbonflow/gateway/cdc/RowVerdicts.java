package io.carbonflow.gateway.cdc;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.gateway.cdc.TableMappings.RowMapping;
import io.carbonflow.gateway.erp.Cancellation;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.json.Quote;

/** What a change of a row means for the ledger: a version of an activity, its end, or nothing. */
final class RowVerdicts {

    private static final int ID_LENGTH_MAX = 200;

    private final BiFunction<JsonNode, Instant, Verdict> contract;
    private final TableMappings mappings;
    private final OutboxVerdicts outbox;

    RowVerdicts(BiFunction<JsonNode, Instant, Verdict> contract, TableMappings mappings, OutboxVerdicts outbox) {
        this.contract = contract;
        this.mappings = mappings;
        this.outbox = outbox;
    }

    List<Part> of(ChangeEvent change, String tenantId, Instant receivedAt) {
        return change.kind() == ChangeEvent.Kind.STANDS ? told(change, tenantId, receivedAt)
                : List.of(Part.whole(other(change, tenantId, receivedAt)));
    }

    /** A column that is not told matters where the change would say something else without its placeholder. */
    private List<Part> told(ChangeEvent change, String tenantId, Instant receivedAt) {
        List<Part> parts = stands(change, tenantId, receivedAt);
        if (change.untold().isEmpty()) {
            return parts;
        }
        return saysTheSame(parts, stands(change.withoutUntold(), tenantId, receivedAt)) ? parts
                : List.of(Part.whole(Reasons.hold(name(change, change.rowKey()), change.source(),
                        ReasonCode.FIELD_MISSING, change.untold().get(0),
                        "the change does not tell " + Quote.of(String.join(", ", change.untold()))
                                + ", which the update left as it was; with REPLICA IDENTITY FULL the table "
                                + Quote.of(change.table()) + " does")));
    }

    /** A row that nobody has mapped waits for its mapping, whatever its columns are. */
    private static boolean saysTheSame(List<Part> some, List<Part> others) {
        return some.equals(others) || some.size() == 1 && others.size() == 1
                && some.get(0).verdict() instanceof Verdict.Held one
                && others.get(0).verdict() instanceof Verdict.Held other
                && one.reasons().get(0).getCode().equals(other.reasons().get(0).getCode());
    }

    private Verdict other(ChangeEvent change, String tenantId, Instant receivedAt) {
        return switch (change.kind()) {
            case GONE -> gone(change, tenantId, receivedAt);
            case TRUNCATED -> Reasons.hold(name(change, "truncate"), change.source(), ReasonCode.QUALITY_REVIEW,
                    "op", "the table " + Quote.of(change.table())
                            + " was emptied at once (op t); nothing is reversed without a person: send deletes of the "
                            + "rows that no longer count");
            case TOMBSTONE -> context(change, "tombstone");
            case NO_ROW -> context(change, "no_row");
            case STANDS, UNREADABLE -> Reasons.only(ReasonCode.MALFORMED, null,
                    "a change is a Debezium envelope with op (c, r, u, d or t) and before or after, or a row");
        };
    }

    private List<Part> stands(ChangeEvent change, String tenantId, Instant receivedAt) {
        JsonNode row = change.after();
        if (row.isMissingNode()) {
            return List.of(Part.whole(Reasons.only(null, change.source(), ReasonCode.FIELD_MISSING, "after",
                    "after is required where a row was created, read or updated")));
        }
        if (OutboxVerdicts.isOutbox(row)) {
            return change.updates() ? List.of(Part.whole(context(change, "outbox_row_updated")))
                    : outbox.of(row, change, tenantId, receivedAt);
        }
        Optional<RowMapping> mapping = mappings.of(tenantId, List.of(change.table()));
        if (mapping.isPresent()) {
            Verdict verdict = mapping.get().examine(row, Map.of("source_id", change.source()), receivedAt);
            return List.of(Part.whole(versioned(verdict, change, receivedAt)));
        }
        if (!CanonicalRow.isOne(row)) {
            return List.of(Part.whole(unmapped(change, row)));
        }
        Verdict now = versioned(contract.apply(CanonicalRow.activity(row, change.source()), receivedAt), change,
                receivedAt);
        String was = CanonicalRow.id(change.before());
        boolean isRenamed = was != null && !was.equals(CanonicalRow.id(row));
        return isRenamed ? List.of(Part.whole(cancelled(was, change, receivedAt)), Part.whole(now))
                : List.of(Part.whole(now));
    }

    /** A row that a mapping's condition no longer wants, because it was updated, no longer stands. */
    private static Verdict versioned(Verdict verdict, ChangeEvent change, Instant receivedAt) {
        if (verdict instanceof Verdict.Context left && change.updates()) {
            return cancelled(left.eventId(), change, receivedAt);
        }
        if (!(verdict instanceof Verdict.Accepted accepted)) {
            return verdict;
        }
        if (accepted.activity().getRevision() == null) {
            accepted.activity().setRevision(change.revision());
        }
        return new Verdict.Accepted(accepted.activity(), change.orderedBy());
    }

    private Verdict gone(ChangeEvent change, String tenantId, Instant receivedAt) {
        JsonNode row = change.before();
        if (OutboxVerdicts.isOutbox(row)) {
            return context(change, "outbox_row_deleted");
        }
        Optional<RowMapping> mapping = mappings.of(tenantId, List.of(change.table()));
        if (mapping.isPresent()) {
            String id = row.isObject()
                    ? idIn(mapping.get().examine(row, Map.of("source_id", change.source()), receivedAt))
                    : null;
            return id == null ? withoutId(change) : cancelled(id, change, receivedAt);
        }
        boolean isOther = row.size() > 1 && !CanonicalRow.isOne(row);
        if (isOther) {
            return unmapped(change, row);
        }
        String id = row.isObject() ? CanonicalRow.id(row) : change.rowKey();
        return id == null || id.isBlank() ? withoutId(change) : cancelled(id, change, receivedAt);
    }

    private static String idIn(Verdict verdict) {
        return verdict.fold(accepted -> accepted.activity().getEventId(), Verdict.Refused::eventId,
                Verdict.Held::eventId, Verdict.Context::eventId);
    }

    private static Verdict cancelled(String id, ChangeEvent change, Instant receivedAt) {
        return id.length() > ID_LENGTH_MAX
                ? Reasons.only(ReasonCode.FIELD_INVALID, "id", "id is a text of 1 to " + ID_LENGTH_MAX + " characters")
                : Cancellation.of(id, change.source(), change.revision(), change.orderedBy(), receivedAt);
    }

    private static Verdict withoutId(ChangeEvent change) {
        return Reasons.hold(name(change, "delete"), change.source(), ReasonCode.FIELD_MISSING, "before",
                "the delete does not tell the event's id: neither before nor the message's key has it; with REPLICA "
                        + "IDENTITY FULL the table " + Quote.of(change.table()) + " does");
    }

    private static Verdict unmapped(ChangeEvent change, JsonNode row) {
        return Reasons.hold(name(change, change.rowKey()), change.source(), ReasonCode.MAPPING_NOT_FOUND, "table",
                "the columns " + Quote.of(String.join(", ", CanonicalRow.columns(row)))
                        + " are not those of an activity, and no mapping says what the table "
                        + Quote.of(change.table())
                        + " holds; PUT /v1/mappings/{id} with applies_to.table");
    }

    private static Verdict context(ChangeEvent change, String reason) {
        return new Verdict.Context(name(change, change.rowKey()), change.source(), reason);
    }

    /** A name for what has none of its own. */
    private static String name(ChangeEvent change, String what) {
        String name = change.source() + ':' + (what.isEmpty() ? change.revision() : what);
        var plain = new StringBuilder();
        name.codePoints()
            .limit(ID_LENGTH_MAX)
            .forEach(point -> plain.appendCodePoint(Quote.isPlain(point) ? point : '?'));
        return plain.substring(0, Math.min(plain.length(), ID_LENGTH_MAX));
    }
}
