package io.carbonflow.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.ActivityKind;

class TopicsTest {

    @Test
    void everyKindOfActivityHasItsOwnRawTopic() {
        assertThat(Arrays.stream(ActivityKind.values()).map(Topics::rawTopicOf))
            .containsExactlyElementsOf(Topics.RAW_ACTIVITIES);
    }

    @Test
    void theNamesArePublishedAndNeverChange() {
        assertThat(Topics.valueSchemas().keySet()).containsExactly("raw.iot.energy", "raw.logistics", "raw.procurement",
                "raw.supplier", "raw.meter", "raw.context", "calc.emissions", "dlq.intake", "dlq.calculation",
                "dlq.ledger", "factors.editions",
                "factors.documents", "ledger.booked", "master.devices", "master.suppliers", "sources.state",
                "quality.alerts", "device.commands");
    }

    @Test
    void aValueSubjectFollowsTheTopicNameStrategy() {
        assertThat(Topics.valueSubject(Topics.CALCULATED_EMISSIONS)).isEqualTo("calc.emissions-value");
    }
}
