package io.carbonflow.ledger.storage;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the entries are kept on disk as they grow. */
@ConfigMapping(prefix = "carbonflow.ledger.storage")
public interface StorageConfig {

    /** How often partitions are made ahead, old ones stored by column, and all of it measured. */
    @WithDefault("PT10M")
    Duration every();

    /**
     * How long after the booking entries are stored by column, where TimescaleDB keeps them: a sixth of the space,
     * at the price that what corrects one of them later takes longer to find it.
     */
    @WithDefault("P30D")
    Duration columnsAfter();

    /** How long storing one chunk by column may take. */
    @WithDefault("PT2H")
    Duration columnsTimeout();
}
