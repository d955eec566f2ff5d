package io.carbonflow.testsupport;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.database.Migrations;

class TopicProbeTest {

    private final TestStack stack = TestStack.with(StackPart.KAFKA, StackPart.REGISTRY, StackPart.POSTGRES);

    @Test
    void readsBackWhatItWroteAndNothingOfAnotherTenant() {
        // Given
        String tenant = TestStack.aTenant();
        RawActivity written = anActivity().tenant(tenant).build();

        // When
        try (var probe = new TopicProbe(stack)) {
            probe.write(Topics.RAW_ENERGY, new RecordKey(tenant, written.getSourceId()), written);

            // Then
            assertThat(probe.read(Topics.RAW_ENERGY, tenant, RawActivity.class)).singleElement()
                .satisfies(received -> assertThat(received.value()).isEqualTo(written));
            assertThat(probe.read(Topics.RAW_ENERGY, TestStack.aTenant(), RawActivity.class)).isEmpty();
        }
    }

    @Test
    void givesEveryServiceItsOwnDatabaseRole() throws SQLException {
        // When
        try (var connection = stack.connection(Migrations.LEDGER_ROLE);
                var result = connection.createStatement().executeQuery("select current_user")) {

            // Then
            assertThat(result.next()).isTrue();
            assertThat(result.getString(1)).isEqualTo(Migrations.LEDGER_ROLE);
        }
    }
}
