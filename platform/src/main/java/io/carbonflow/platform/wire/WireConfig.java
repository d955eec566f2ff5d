package io.carbonflow.platform.wire;

import java.net.URI;
import java.util.List;
import java.util.Optional;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Where the schemas are, and which of them this service writes. */
@ConfigMapping(prefix = "carbonflow.registry")
public interface WireConfig {

    /** The registry's base address; its Confluent-compatible API is used below it. */
    @WithDefault("http://localhost:8090")
    URI url();

    /**
     * Topics this service writes. Their schemas are registered at start; a schema the registry refuses stops the service,
     * because records that readers cannot decode must not exist.
     */
    Optional<List<String>> produces();
}
