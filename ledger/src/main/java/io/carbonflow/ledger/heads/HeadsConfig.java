package io.carbonflow.ledger.heads;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How the ledger signs where its chains stand. Without a key there are no signed heads, and the ledger says so. */
@ConfigMapping(prefix = "carbonflow.ledger.heads")
public interface HeadsConfig {

    /** How often a head is made, where something was booked since the last. */
    @WithDefault("PT1M")
    Duration every();

    /** How often it is looked whether the first head can be made: a ledger that is new is signed for soon. */
    @WithDefault("PT2S")
    Duration firstEvery();

    /** A file with the Ed25519 private key, PKCS#8 as PEM. */
    Optional<Path> keyFile();

    /** The key itself, where it does not come by a file. */
    Optional<String> key();

    /** The key before, for as long as the present one is not introduced: it signs the statement that introduces it. */
    Optional<Path> previousKeyFile();
}
