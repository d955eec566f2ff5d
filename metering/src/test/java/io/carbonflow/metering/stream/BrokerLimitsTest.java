package io.carbonflow.metering.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;

class BrokerLimitsTest {

    private static ConfigResource topic(String name) {
        return new ConfigResource(ConfigResource.Type.TOPIC, name);
    }

    private static Config takes(String bytes) {
        return new Config(List.of(new ConfigEntry("max.message.bytes", bytes)));
    }

    @Test
    void namesEachTopicThatTakesLessThanIsWrittenAndWhatToDo() {
        var topics = Map.of(topic("raw.context"), takes("1048588"), topic("dlq.intake"), takes("4194304"));

        assertThat(BrokerLimits.tooSmall(topics, 4_194_304)).singleElement()
            .asString()
            .contains("raw.context", "1048588", "4194304", "carbonflow.metering.record-bytes-max");
        assertThat(BrokerLimits.tooSmall(topics, 1_048_588)).isEmpty();
    }
}
