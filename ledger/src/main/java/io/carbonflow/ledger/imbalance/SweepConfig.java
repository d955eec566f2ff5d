package io.carbonflow.ledger.imbalance;

import java.time.Duration;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the ledger looks for minutes that do not add up. */
@ConfigMapping(prefix = "carbonflow.ledger.sweep")
public interface SweepConfig {

    /** Between the end of a sweep and the next; two find a loss. Zero: none are made. */
    @WithDefault("PT30S")
    Duration every();

    /** How long a sweep waits for the stages on the way to pass what it has seen; after that nothing is claimed. */
    @WithDefault("PT2M")
    Duration waitMax();

    /** How far back each sweep looks; whatever lies before is looked at every {@link #wholeEvery}. */
    @WithDefault("P2D")
    Duration lookBack();

    /** How often a sweep looks at every minute there ever was. */
    @WithDefault("PT1H")
    Duration wholeEvery();

    /** Most records one search reads; beyond that it says that it has not seen all. */
    @WithDefault("5000000")
    long recordsReadMax();

    /** Most records listed with an imbalance; how many there are is told besides. */
    @WithDefault("500")
    int recordsListedMax();

    /** Most minutes one sweep searches the topics for; the others have their turn later. */
    @WithDefault("200")
    int minutesMax();
}
