package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.anActivity;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SortingTest {

    private static final Calculated FIRST = calculated("1", 1);
    private static final Calculated AGAIN = calculated("1", 2);
    private static final Calculated OTHER_CONTENT = calculated("2", 3);

    @Test
    void theFirstRecordOfANewEventIsBookedAndTheOthersAreComparedWithIt() {
        var sorting = Sorting.of(List.of(FIRST, AGAIN, OTHER_CONTENT, FIRST), Set.of(FIRST.key()),
                Map.of(FIRST.key(), present(FIRST)));

        assertThat(sorting.fresh()).containsExactly(FIRST);
        assertThat(sorting.duplicates()).containsExactly(AGAIN);
        assertThat(sorting.conflicts()).containsExactly(OTHER_CONTENT);
        assertThat(sorting.redelivered()).containsExactly(FIRST);
    }

    @Test
    void nothingIsBookedOfAnEventThatWasThere() {
        var sorting = Sorting.of(List.of(FIRST, AGAIN, OTHER_CONTENT), Set.of(), Map.of(FIRST.key(), present(FIRST)));

        assertThat(sorting.fresh()).isEmpty();
        assertThat(sorting.redelivered()).containsExactly(FIRST);
        assertThat(sorting.duplicates()).containsExactly(AGAIN);
        assertThat(sorting.conflicts()).containsExactly(OTHER_CONTENT);
    }

    @Test
    void theSamePlaceInATopicMadeAnewIsAnotherRecord() {
        var raw = anActivity().eventId("evt-1").quantity("1", "kWh");
        var before = Calculated.of(anEmissionOf(raw.build()).at("raw.iot.energy", 0, 1).build());
        var later = anEmissionOf(raw.build()).at("raw.iot.energy", 0, 1).build();
        later.setReceivedAt(later.getReceivedAt().plusSeconds(60));

        var sorting = Sorting.of(List.of(Calculated.of(later)), Set.of(), Map.of(before.key(), present(before)));

        assertThat(sorting.duplicates()).hasSize(1);
        assertThat(sorting.redelivered()).isEmpty();
    }

    private static PresentEvent present(Calculated booked) {
        return new PresentEvent(booked.raw(), booked.contentHash());
    }

    private static Calculated calculated(String quantity, long offset) {
        return Calculated.of(anEmissionOf(anActivity().eventId("evt-1").quantity(quantity, "kWh").build())
            .at("raw.iot.energy", 0, offset)
            .build());
    }
}
