package io.carbonflow.ledger.heads;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A time as the ledger's canonical forms have it: UTC, six decimals. */
public final class CanonicalTime {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'Z'")
        .withZone(ZoneOffset.UTC);

    private CanonicalTime() {}

    public static String of(Instant instant) {
        return FORMAT.format(instant);
    }
}
