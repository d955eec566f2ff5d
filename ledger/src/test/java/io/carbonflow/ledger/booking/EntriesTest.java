package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** What a block takes back and books, worked out without a database. */
class EntriesTest {

    @Test
    void aVersionTakesBackWhatTheSameBlockBookedWithoutOne() {
        // Given
        var first = new Settled(calculated(null, "40.000000"), Ending.BOOKED);
        var second = new Settled(calculated("1", "100.000000"), Ending.REVISED);

        // When
        var entries = Entries.of(List.of(first, second), 0, 1, Instant.parse("2025-11-03T12:00:00Z"), Map.of());

        // Then
        assertThat(entries).extracting(sealed -> sealed.entry().result().masses().co2e().toPlainString())
            .containsExactly("40.000000", "-40.000000", "100.000000");
        assertThat(entries.get(1).entry().links().reverses()).isEqualTo(entries.get(0).entry().id());
    }

    private static Calculated calculated(String revision, String kilograms) {
        var emission = anEmissionOf(aPurchase().tenant("acme")
            .eventId("line-1")
            .quantity("100", "EUR")
            .occurredAt(Instant.parse("2025-11-03T10:00:00Z"))
            .build())
            .result(kilograms, 3, 1, "spend_based")
            .build();
        emission.setRevision(revision);
        return Calculated.of(emission);
    }
}
