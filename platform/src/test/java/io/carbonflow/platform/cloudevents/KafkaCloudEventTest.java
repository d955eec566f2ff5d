package io.carbonflow.platform.cloudevents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.carbonflow.platform.problem.ProblemException;

class KafkaCloudEventTest {

    private static final Map<String, String> BINARY = Map.of(
            "ce-specversion", "1.0",
            "ce-source", "/apis/v1/namespaces/carbonflow/kafkasources/raw#raw.iot.energy",
            "ce-subject", "partition:2#1234");

    @Test
    void readsTheBinaryForm() {
        var event = KafkaCloudEvent.read("application/octet-stream", BINARY::get, new byte[]{0, 1});

        assertThat(event.topic()).isEqualTo("raw.iot.energy");
        assertThat(event.partition()).isEqualTo(2);
        assertThat(event.offset()).isEqualTo(1234);
        assertThat(event.value()).containsExactly(0, 1);
    }

    @Test
    void readsTheStructuredForm() {
        var body = """
                {"specversion":"1.0","type":"dev.knative.kafka.event","id":"partition:2/offset:7",
                 "source":"/x#calc.emissions","subject":"partition:2#7","data_base64":"AAE="}""".getBytes(UTF_8);

        var event = KafkaCloudEvent.read("application/cloudevents+json; charset=UTF-8", name -> null, body);

        assertThat(event.topic()).isEqualTo("calc.emissions");
        assertThat(event.offset()).isEqualTo(7);
        assertThat(event.value()).containsExactly(0, 1);
    }

    @Test
    void saysWhatIsMissing() {
        assertThatThrownBy(() -> KafkaCloudEvent.read(null, name -> null, new byte[0]))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("specversion");
        assertThatThrownBy(() -> KafkaCloudEvent.read(null, name -> name.equals("ce-specversion") ? "1.0" : null,
                new byte[0]))
            .hasMessageContaining("partition:P#O");
    }

    @Test
    void refusesAStructuredEventThatIsNone() {
        assertThatThrownBy(
                () -> KafkaCloudEvent.read("application/cloudevents+json", name -> null, "[]".getBytes(UTF_8)))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("CloudEvent");
        assertThatThrownBy(() -> KafkaCloudEvent.read("application/cloudevents+json", name -> null,
                "{\"specversion\":\"1.0\",\"data_base64\":\"%%\"}".getBytes(UTF_8)))
            .isInstanceOf(ProblemException.class)
            .hasMessageContaining("CloudEvent");
    }
}
