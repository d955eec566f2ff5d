package io.carbonflow.ledger.store;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import io.vertx.sqlclient.Row;

/** Instants as the database driver takes and gives them. */
public final class Times {

    private Times() {}

    /** As {@link Instant#atOffset} does, which makes the rules of the zone anew for every call. */
    public static OffsetDateTime toColumn(Instant instant) {
        return instant == null ? null
                : OffsetDateTime.of(LocalDateTime.ofEpochSecond(instant.getEpochSecond(), instant.getNano(),
                        ZoneOffset.UTC), ZoneOffset.UTC);
    }

    public static Instant of(Row row, String column) {
        OffsetDateTime time = row.getOffsetDateTime(column);
        return time == null ? null : time.toInstant();
    }
}
