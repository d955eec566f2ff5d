package io.carbonflow.metering.stream;

import java.time.Duration;
import java.time.Instant;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the metering stage tolerates, and how wide it is; see {@link io.carbonflow.intake.contract.ContractConfig}. */
@ConfigMapping(prefix = "carbonflow.metering")
public interface MeteringConfig {

    @WithDefault("PT5M")
    Duration futureMax();

    @WithDefault("1990-01-01T00:00:00Z")
    Instant earliest();

    /** Partitions of the news by source. At most this many instances share the work; it cannot be changed later. */
    @WithDefault("4")
    int partitions();

    /** Whether state may grow beyond memory (RocksDB). Where it is kept in memory, a restart reads it from the broker. */
    @WithDefault("true")
    boolean onDisk();
}
