package io.carbonflow.ledger.retention;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * How long each class of data is kept; decided when it is stored. Entries, receipts and proofs are kept for ever and have
 * no place here.
 */
@ConfigMapping(prefix = "carbonflow.ledger.retention")
public interface RetentionConfig {

    /** The bytes of what was refused or is held, after that; what is known of it besides stays. */
    @WithDefault("${carbonflow.ledger.raw-copies-kept:P30D}")
    Duration letters();

    /** The bytes of what was booked, as they were received, after the booking; none are kept where it is zero. */
    @WithDefault("P400D")
    Duration rawCopies();

    /** What booked events said, after the booking: for ever where it is absent, not at all where it is zero. */
    Optional<Duration> activities();

    /** Other periods of single tenants: {@code tenant:class:period}, separated by commas. */
    Optional<String> tenants();

    /** How often what has had its time is looked for. */
    @WithDefault("${carbonflow.ledger.retention-interval:PT10M}")
    Duration every();
}
