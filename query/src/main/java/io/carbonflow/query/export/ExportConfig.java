package io.carbonflow.query.export;

import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What exports may cost. */
@ConfigMapping(prefix = "carbonflow.export")
public interface ExportConfig {

    /** Exports made at one time by an instance; more are answered with a 429. */
    @WithDefault("2")
    int atOnce();

    /** A month that takes longer to read is given up. */
    @WithDefault("PT10M")
    Duration timeout();

    /** Where a file is made before it is sent; it is gone when it was. The system's temporary directory if absent. */
    Optional<String> directory();
}
