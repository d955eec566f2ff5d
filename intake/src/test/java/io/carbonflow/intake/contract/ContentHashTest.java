package io.carbonflow.intake.contract;

import static io.carbonflow.intake.contract.Samples.RECEIVED_AT;
import static io.carbonflow.intake.contract.Samples.activityOf;
import static io.carbonflow.intake.contract.Samples.anEnergyActivity;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Sha256;

class ContentHashTest {

    private static RawActivity read(ObjectNode item) {
        return activityOf(new ActivityContract(Samples.CONFIG).examine(item, RECEIVED_AT));
    }

    private static Sha256 hashOf(ObjectNode item) {
        return ContentHash.of(read(item));
    }

    @Test
    void isTheSameForTheSameContentWrittenDifferently() {
        var rewritten = anEnergyActivity().put("quantity", "1247.300")
            .put("unit", "kilowatt_hour")
            .put("occurred_at", "2025-11-03T11:00:00+01:00")
            .put("unknown", "ignored");
        rewritten.remove("product_id");

        assertThat(hashOf(rewritten)).isEqualTo(hashOf(anEnergyActivity()));
    }

    @Test
    void isAnotherForOtherContent() {
        assertThat(hashOf(anEnergyActivity().put("quantity", "1247.4"))).isNotEqualTo(hashOf(anEnergyActivity()));
        assertThat(hashOf(anEnergyActivity().put("supplier_id", "other"))).isNotEqualTo(hashOf(anEnergyActivity()));
    }

    @Test
    void isAnotherWhereAnotherEventIsReplaced() {
        assertThat(hashOf(anEnergyActivity().put("replaces_event_id", "evt-1")))
            .isNotEqualTo(hashOf(anEnergyActivity()));
    }

    @Test
    void doesNotCountHowTheEventCame() {
        var activity = read(anEnergyActivity());
        var before = ContentHash.of(activity);

        activity.setChannel("mqtt.activities");
        activity.setReceivedAt(RECEIVED_AT);
        activity.setContentType("application/x-ndjson");

        assertThat(ContentHash.of(activity)).isEqualTo(before);
    }

    @Test
    void doesNotCountATimeThatIsOnlyThatOfReceipt() {
        var item = anEnergyActivity();
        item.withObject("/attributes").put("occurred_at_basis", "received");
        var later = item.deepCopy().put("occurred_at", "2025-11-03T09:00:00Z");

        assertThat(hashOf(later)).isEqualTo(hashOf(item));
    }
}
