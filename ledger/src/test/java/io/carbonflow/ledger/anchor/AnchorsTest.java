package io.carbonflow.ledger.anchor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;

class AnchorsTest {

    private static final int ABOVE_THE_FILE = 300;

    private final Map<String, String> environment = new HashMap<>();

    @Test
    void noneIsConfiguredUnlessSomebodyDoes() throws IOException {
        assertThat(configured()).isEmpty();
        assertThat(config().every()).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void theEnvironmentConfiguresOneOfEachKindAndPropertiesFurtherOnesByName() throws IOException {
        environment.put("CARBONFLOW_ANCHOR_FILE", "anchors.jsonl");
        environment.put("CARBONFLOW_ANCHOR_FILE_KEY_FILE", "key.pem");
        environment.put("CARBONFLOW_ANCHOR_TSA_URL", "http://localhost:1");
        environment.put("CARBONFLOW_ANCHOR_TSA_TRUST_FILE", "roots.pem");
        environment.put("CARBONFLOW_ANCHOR_EVM_URL", "http://localhost:2");
        environment.put("CARBONFLOW_ANCHOR_EVM_CHAIN_ID", "1");
        environment.put("CARBONFLOW_ANCHOR_EVM_PRIVATE_KEY_FILE", "evm.key");
        environment.put("carbonflow.ledger.anchors.evm.polygon.url", "http://localhost:3");
        environment.put("carbonflow.ledger.anchors.evm.polygon.chain-id", "137");
        environment.put("carbonflow.ledger.anchors.evm.polygon.private-key-file", "evm.key");

        assertThat(configured()).containsExactlyInAnyOrder("file", "tsa", "evm", "evm.polygon");
        assertThat(configured().stream().map(Anchors::kindOf)).containsExactlyInAnyOrder("file", "rfc3161", "evm",
                "evm");
    }

    @Test
    void anAnchorThatLacksWhatItNeedsIsNamedInsteadOfBelievedIn() {
        environment.put("CARBONFLOW_ANCHOR_EVM_URL", "http://localhost:2");

        assertThatThrownBy(this::configured).isInstanceOf(IllegalArgumentException.class)
            .hasMessage("carbonflow.ledger.anchors.evm.chain-id is missing; without it nothing can be anchored there");
    }

    private List<String> configured() throws IOException {
        return new Anchors(config(), Clock.systemUTC()).configured().stream().map(Anchor::name).toList();
    }

    private AnchorsConfig config() throws IOException {
        var file = new PropertiesConfigSource(AnchorsTest.class.getResource("/application.properties"));
        var anchors = new HashMap<>(file.getProperties());
        anchors.keySet().removeIf(name -> !name.startsWith("carbonflow.ledger.anchors."));
        return new SmallRyeConfigBuilder().addDefaultInterceptors()
            .withSources(new PropertiesConfigSource(anchors, "application.properties", file.getOrdinal()),
                    new EnvConfigSource(environment, ABOVE_THE_FILE))
            .withMapping(AnchorsConfig.class)
            .build()
            .getConfigMapping(AnchorsConfig.class);
    }
}
