package io.carbonflow.ledger.intake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Who reads the topics. */
@ConfigMapping(prefix = "carbonflow.kafka")
public interface ConsumptionConfig {

    /** Whether this process reads the topics itself; false where a KafkaSource delivers them, in order, to {@code POST /}. */
    @WithDefault("true")
    boolean consume();
}
