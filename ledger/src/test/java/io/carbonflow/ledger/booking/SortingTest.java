package io.carbonflow.ledger.booking;

import static io.carbonflow.ledger.booking.Ending.BOOKED;
import static io.carbonflow.ledger.booking.Ending.CONFLICT;
import static io.carbonflow.ledger.booking.Ending.DUPLICATE;
import static io.carbonflow.ledger.booking.Ending.NOTHING_STANDS;
import static io.carbonflow.ledger.booking.Ending.REDELIVERED;
import static io.carbonflow.ledger.booking.Ending.REPEATED;
import static io.carbonflow.ledger.booking.Ending.REVERSED;
import static io.carbonflow.ledger.booking.Ending.REVISED;
import static io.carbonflow.ledger.booking.Ending.SUPERSEDED;
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
        assertThat(endingsOfNew(FIRST, AGAIN, OTHER_CONTENT, FIRST))
            .containsExactly(BOOKED, DUPLICATE, CONFLICT, REDELIVERED);
    }

    @Test
    void nothingIsBookedOfAnEventThatWasThere() {
        assertThat(endings(present(FIRST), FIRST, AGAIN, OTHER_CONTENT))
            .containsExactly(REDELIVERED, DUPLICATE, CONFLICT);
    }

    @Test
    void theSamePlaceInATopicMadeAnewIsAnotherRecord() {
        var raw = anActivity().eventId("evt-1").quantity("1", "kWh");
        var before = Calculated.of(anEmissionOf(raw.build()).at("raw.iot.energy", 0, 1).build());
        var later = anEmissionOf(raw.build()).at("raw.iot.energy", 0, 1).build();
        later.setReceivedAt(later.getReceivedAt().plusSeconds(60));

        assertThat(endings(present(before), Calculated.of(later))).containsExactly(DUPLICATE);
    }

    @Test
    void aNewerVersionStandsInThePlaceOfTheOneBeforeAndAnOlderOneChangesNothing() {
        assertThat(endingsOfNew(version("2", "5", 1), version("1", "4", 2), version("3", "6", 3)))
            .containsExactly(BOOKED, SUPERSEDED, REVISED);
    }

    @Test
    void aVersionThatSaysWhatTheOneBeforeSaidIsADuplicateAndItsRevisionIsRemembered() {
        assertThat(endingsOfNew(version("1", "5", 1), version("3", "5", 2), version("2", "6", 3)))
            .containsExactly(BOOKED, REPEATED, SUPERSEDED);
    }

    @Test
    void otherContentUnderTheSameRevisionIsAConflict() {
        assertThat(endingsOfNew(version("1", "5", 1), version("1", "5", 2), version("1", "6", 3)))
            .containsExactly(BOOKED, DUPLICATE, CONFLICT);
    }

    @Test
    void anEventThatIsCancelledStandsAgainOnlyByANewerVersion() {
        assertThat(endingsOfNew(version("1", "5", 1), cancel("2", 2), version("1", "5", 3), version("3", "5", 4)))
            .containsExactly(BOOKED, REVERSED, DUPLICATE, REVISED);
    }

    @Test
    void aCancelThatComesFirstKeepsWhatItCancelsFromBeingBooked() {
        assertThat(endingsOfNew(cancel("2", 1), version("1", "5", 2), cancel("3", 3)))
            .containsExactly(NOTHING_STANDS, SUPERSEDED, REPEATED);
    }

    @Test
    void anEventBookedWithoutARevisionIsTheOldestVersion() {
        var present = present(FIRST);

        assertThat(endings(present, version("1", "1", 4), version("2", "9", 5), OTHER_CONTENT, AGAIN))
            .containsExactly(REPEATED, REVISED, CONFLICT, DUPLICATE);
    }

    @Test
    void revisionsAreComparedByCodePoint() {
        // U+FF21 is before U+1F600 by code point, and after it by UTF-16 unit
        assertThat(endingsOfNew(version("Ａ", "1", 1), version("😀", "2", 2))).containsExactly(BOOKED, REVISED);
        assertThat(endingsOfNew(version("10", "1", 1), version("9", "2", 2))).containsExactly(BOOKED, REVISED);
    }

    private static List<Ending> endingsOfNew(Calculated... batch) {
        return Sorting.of(List.of(batch), Set.of(batch[0].key()), Set.of(), Map.of())
            .settled()
            .stream()
            .map(Settled::ending)
            .toList();
    }

    private static List<Ending> endings(PresentEvent present, Calculated... batch) {
        return Sorting.of(List.of(batch), Set.of(), Set.of(), Map.of(batch[0].key(), present))
            .settled()
            .stream()
            .map(Settled::ending)
            .toList();
    }

    private static PresentEvent present(Calculated booked) {
        return new PresentEvent(booked.version(), List.of());
    }

    private static Calculated calculated(String quantity, long offset) {
        return Calculated.of(anEmissionOf(anActivity().eventId("evt-1").quantity(quantity, "kWh").build())
            .at("raw.iot.energy", 0, offset)
            .build());
    }

    private static Calculated version(String revision, String quantity, long offset) {
        var calculated = calculated(quantity, offset);
        calculated.emission().setRevision(revision);
        return calculated;
    }

    private static Calculated cancel(String revision, long offset) {
        var calculated = version(revision, "0", offset);
        calculated.emission().setOperation("cancel");
        return calculated;
    }
}
