package io.carbonflow.ledger.recalculation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How fast recalculations and reconciliations go. */
@ConfigMapping(prefix = "carbonflow.ledger.recalculation")
public interface RecalculationConfig {

    /**
     * Events per second of one recalculation, while it looks and while it books, however many processes share the work.
     * More takes more from the calculators and from the database that live bookings need too.
     */
    @WithDefault("500")
    int rate();

    /** Most events of one page, and so of one block: what a live booking of the same chain waits for at most. */
    @WithDefault("200")
    int pageEventsMax();
}
