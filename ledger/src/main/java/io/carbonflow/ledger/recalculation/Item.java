package io.carbonflow.ledger.recalculation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.ledger.booking.ResultDifference;
import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.SealedEntry;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * An event that a recalculation changes, or that it cannot work out.
 *
 * @param standing     what stands of it
 * @param outcome      what it comes to; its reasons where that is nothing
 * @param difference   what it loses and gains; null where it cannot be worked out
 * @param calculatedAt when that was found
 */
record Item(String eventId, List<SealedEntry> standing, Recalculated outcome, ResultDifference difference,
        Instant calculatedAt) {

    /** The chain what is booked of it goes to: the event's own. */
    int chain() {
        return standing.get(standing.size() - 1).chain();
    }

    UUID[] standingIds() {
        return standing.stream()
            .map(sealed -> sealed.entry().id())
            .sorted(Comparator.comparing(UUID::toString))
            .toArray(UUID[]::new);
    }

    /** The outcome as it is kept; null where there are no results. */
    Buffer encoded() {
        if (difference == null) {
            return null;
        }
        try {
            ByteBuffer encoded = Recalculated.getEncoder().encode(outcome);
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return Buffer.buffer(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Why there are no results; null where there are some. */
    JsonArray reasons() {
        if (difference != null) {
            return null;
        }
        var reasons = new JsonArray();
        for (Reason reason : outcome.getReasons()) {
            reasons.add(new JsonObject().put("code", reason.getCode())
                .put("field", reason.getField())
                .put("detail", reason.getDetail()));
        }
        return reasons;
    }

    /** The entries as the difference compares them. */
    static List<LedgerEntry> entries(List<SealedEntry> standing) {
        return standing.stream().map(SealedEntry::entry).toList();
    }
}
