package io.carbonflow.ledger.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Whether records are also taken over HTTP. */
@ConfigMapping(prefix = "carbonflow.cloudevents")
public interface CloudEventsConfig {

    /** Opens {@code POST /} to the cluster. It asks for no key, because a KafkaSource has none to give. */
    @WithDefault("false")
    boolean enabled();
}
