package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.intake.contract.CanonicalActivity;
import io.carbonflow.ledger.LedgerProbe;
import io.carbonflow.ledger.LedgerStack;
import io.carbonflow.testsupport.TestStack;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;

/** What is kept of events beside their entries. */
@QuarkusTest
@WithTestResource(LedgerStack.class)
class KeptVersionsTest {

    private static final String DIGESTS_DIFFER = """
            select count(*) from ledger.entry e
            where e.tenant_id = ? and e.entry_type = 'booked' and not exists (
                select from ledger.activity a where a.tenant_id = e.tenant_id and a.event_id = e.event_id
                    and a.booked_at = e.booked_at and a.revision is not distinct from e.revision
                    and a.sha256 = e.activity_sha256 and sha256(convert_to(a.content, 'UTF8')) = a.sha256)
            """;

    private final LedgerProbe ledger = new LedgerProbe();
    private final String tenant = TestStack.aTenant();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void everyVersionIsKeptWithItsBytesAndItsEntriesHoldBothDigests() {
        // Given
        var first = version("1", "100");
        var second = version("2", "250");

        // When
        ledger.deliver(0, first);
        ledger.deliver(0, second);
        ledger.awaitEntries(tenant, 3);

        // Then
        var kept = ledger.rows("select content, revision from ledger.activity where tenant_id = ? order by revision",
                tenant);
        assertThat(kept).containsExactly(List.of(first.getContent(), "1"), List.of(second.getContent(), "2"));
        assertThat(CanonicalActivity.read(kept.get(1).get(0), null).getQuantity()).isEqualTo("250");
        assertThat(ledger.number(DIGESTS_DIFFER, tenant)).isZero();
        assertThat(
                ledger.number("select count(*) from ledger.raw_copy r join ledger.entry e using (tenant_id, event_id, "
                        + "booked_at, revision) where tenant_id = ? and sha256(r.payload) = e.payload_sha256", tenant))
            .isEqualTo(3);
    }

    @Test
    void whatTakesAnEventBackSaysNothingOfItsOwnAndTheReversalHoldsWhatTheEventSaid() {
        // Given
        var booked = version("1", "100");
        var cancel = version("2", "0");
        cancel.setOperation("cancel");
        cancel.setResults(List.of());

        // When
        ledger.deliver(0, booked);
        ledger.deliver(0, cancel);
        ledger.awaitEntries(tenant, 2);

        // Then
        assertThat(ledger.rows("select revision from ledger.activity where tenant_id = ?", tenant))
            .containsExactly(List.of("1"));
        assertThat(ledger.rows("select revision from ledger.raw_copy where tenant_id = ? order by 1", tenant))
            .containsExactly(List.of("1"), List.of("2"));
        assertThat(
                ledger.number("select count(distinct activity_sha256) from ledger.entry where tenant_id = ?", tenant))
            .isEqualTo(1);
    }

    @Test
    void whatComesAgainIsKeptOnce() {
        // Given
        var emission = anEmissionOf(anActivity().tenant(tenant).eventId("evt").build());

        // When
        ledger.deliver(0, emission.build());
        ledger.deliver(0, emission.at("raw.iot.energy", 0, 1).build());
        ledger.awaitTally(tenant, Map.of("booked", 1L, "duplicates", 1L));

        // Then
        assertThat(ledger.number("select count(*) from ledger.activity where tenant_id = ?", tenant)).isEqualTo(1);
        assertThat(ledger.number("select count(*) from ledger.raw_copy where tenant_id = ?", tenant)).isEqualTo(1);
    }

    @Test
    void aRecordFromBeforeActivitiesWerePassedOnIsBookedWithoutOne() {
        // Given
        var emission = anEmissionOf(anActivity().tenant(tenant).build()).build();
        emission.setContent(null);

        // When
        ledger.deliver(0, emission);
        ledger.awaitEntries(tenant, 1);

        // Then
        await().atMost(LedgerProbe.PATIENCE)
            .until(() -> ledger.number("select count(*) from ledger.raw_copy where tenant_id = ?", tenant) == 1);
        assertThat(ledger.number("select count(*) from ledger.activity where tenant_id = ?", tenant)).isZero();
        assertThat(ledger.number("select count(activity_sha256) from ledger.entry where tenant_id = ?", tenant))
            .isZero();
    }

    private CalculatedEmission version(String revision, String quantity) {
        var version = anEmissionOf(anActivity().tenant(tenant).eventId("evt").quantity(quantity, "kWh").build())
            .result(quantity + ".000000", 2, null, "location_based")
            .build();
        version.setRevision(revision);
        return version;
    }
}
