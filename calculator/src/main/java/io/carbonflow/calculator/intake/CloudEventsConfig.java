package io.carbonflow.calculator.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether raw records may be posted to us. */
@ConfigMapping(prefix = "carbonflow.cloudevents")
public interface CloudEventsConfig {

    /**
     * Opens {@code POST /} to a KafkaSource. It asks for no key, so it stays shut where others than the cluster's own
     * sources can reach it.
     */
    @WithDefault("false")
    boolean enabled();
}
