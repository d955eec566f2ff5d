package io.carbonflow.ledger.booking;

import static io.carbonflow.testsupport.ActivityBuilder.aPurchase;
import static io.carbonflow.testsupport.EmissionBuilder.anEmissionOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.junit.jupiter.api.Test;

import io.carbonflow.ledger.chain.LedgerEntry;
import io.carbonflow.ledger.entries.SealedEntry;
import io.carbonflow.ledger.period.BookingMoment;
import io.carbonflow.ledger.period.LockedPeriods;
import io.carbonflow.ledger.period.Period;

/** What a block takes back and books, worked out without a database. */
class EntriesTest {

    private static final EventKey KEY = new EventKey("acme", "line-1");
    private static final Period NOVEMBER = new Period("acme", UUID.randomUUID(), Instant.parse("2025-11-01T00:00:00Z"),
            Instant.parse("2025-12-01T00:00:00Z"));
    private static final List<Moved> MOVED = List.of(new Moved(NOVEMBER.from(), NOVEMBER.to(), NOVEMBER.id()));

    @Test
    void aVersionTakesBackWhatTheSameBlockBookedWithoutOne() {
        // Given
        var first = new Settled(calculated(null, "40.000000"), Ending.BOOKED);
        var second = new Settled(calculated("1", "100.000000"), Ending.REVISED);

        // When
        var entries = Entries.of(List.of(first, second), 0, 1, at("2025-11-03T12:00:00Z"), Map.of(), Map.of());

        // Then
        assertThat(entries).extracting(sealed -> sealed.entry().result().masses().co2e().toPlainString())
            .containsExactly("40.000000", "-40.000000", "100.000000");
        assertThat(entries.get(1).entry().links().reverses()).isEqualTo(entries.get(0).entry().id());
    }

    @Test
    void aVersionOfWhatStandsInALockedPeriodCountsAtTheFirstOpenMomentTogetherWithTheReversal() {
        // Given: 40 kg of 3 November
        var booked = entriesOf(at("2025-11-03T12:00:00Z"), Map.of(), null, "40.000000", Ending.BOOKED);

        // When: November is locked, the amount becomes 100 kg
        var corrected = entriesOf(at("2025-12-20T12:00:00Z", NOVEMBER), Map.of(KEY, booked), "1", "100.000000",
                Ending.REVISED);

        // Then
        assertThat(corrected).extracting(LedgerEntry::accountedAt)
            .containsExactly(NOVEMBER.to(), NOVEMBER.to());
        assertThat(corrected).extracting(entry -> entry.accounting().adjustsPeriod()).containsOnly(NOVEMBER.id());
        assertThat(corrected).extracting(entry -> entry.activity().occurredAt())
            .containsOnly(Instant.parse("2025-11-03T10:00:00Z"));
    }

    @Test
    void aCorrectionOfAnAdjustmentCountsWhereTheAdjustmentDoesThoughThePeriodIsOpenAgain() {
        // Given
        var adjustment = entriesOf(at("2025-12-20T12:00:00Z", NOVEMBER), Map.of(), null, "40.000000", Ending.BOOKED);

        // When
        var corrected = entriesOf(at("2025-12-21T12:00:00Z"), Map.of(KEY, adjustment), Map.of(KEY, MOVED), "1",
                "100.000000", Ending.REVISED);

        // Then: December has 40 - 40 + 100, November nothing
        assertThat(corrected).extracting(LedgerEntry::accountedAt).containsExactly(NOVEMBER.to(), NOVEMBER.to());
    }

    @Test
    void whatWasTakenBackOfALockedPeriodIsBookedAgainWhereItWasTakenBack() {
        // When: 40 kg of November were taken back in December, and November is open again
        var again = entriesOf(at("2026-01-02T12:00:00Z"), Map.of(), Map.of(KEY, MOVED), "3", "130.000000",
                Ending.REVISED);

        // Then: November has its 40, December - 40 + 130
        assertThat(again).extracting(LedgerEntry::accountedAt).containsExactly(NOVEMBER.to());
        assertThat(again).extracting(entry -> entry.accounting().adjustsPeriod()).containsExactly(NOVEMBER.id());
    }

    @Test
    void whatWasMovedTwiceIsFollowedToTheEndAndOverWhatIsLockedThere() {
        // Given
        var december = new Period("acme", UUID.randomUUID(), NOVEMBER.to(), Instant.parse("2026-01-01T00:00:00Z"));
        var january = new Period("acme", UUID.randomUUID(), december.to(), Instant.parse("2026-02-01T00:00:00Z"));
        var moved = new ArrayList<>(MOVED);
        moved.add(new Moved(december.from(), december.to(), december.id()));

        // When
        var open = entriesOf(at("2026-03-02T12:00:00Z"), Map.of(), Map.of(KEY, moved), "3", "130.000000",
                Ending.REVISED);
        var locked = entriesOf(at("2026-03-02T12:00:00Z", january), Map.of(), Map.of(KEY, moved), "3", "130.000000",
                Ending.REVISED);

        // Then
        assertThat(open).extracting(LedgerEntry::accountedAt).containsExactly(january.from());
        assertThat(locked).extracting(LedgerEntry::accountedAt).containsExactly(january.to());
        assertThat(locked).extracting(entry -> entry.accounting().adjustsPeriod()).containsExactly(NOVEMBER.id());
    }

    @Test
    void whatIsCorrectedToHaveOccurredOutsideTheLockedPeriodCountsWhenItOccurred() {
        var elsewhere = new Moved(Instant.parse("2025-01-01T00:00:00Z"), NOVEMBER.from(), NOVEMBER.id());

        var corrected = entriesOf(at("2026-01-02T12:00:00Z"), Map.of(), Map.of(KEY, List.of(elsewhere)), "3",
                "130.000000", Ending.REVISED);

        assertThat(corrected).extracting(entry -> entry.accounting().accountedAt()).containsOnlyNulls();
    }

    @Test
    void whatIsWorkedOutBySpendIsProvisionalAndSoIsItsReversal() {
        // Given
        var booked = entriesOf(at("2025-11-03T12:00:00Z"), Map.of(), null, "40.000000", Ending.BOOKED);

        // When
        var corrected = entriesOf(at("2025-11-03T13:00:00Z"), Map.of(KEY, booked), "1", "100.000000",
                Ending.REVISED);

        // Then
        assertThat(booked).extracting(entry -> entry.accounting().state()).containsExactly("provisional");
        assertThat(corrected).extracting(entry -> entry.accounting().state())
            .containsExactly("provisional", "provisional");
    }

    private static List<LedgerEntry> entriesOf(BookingMoment moment, Map<EventKey, List<LedgerEntry>> standing,
            String revision, String kilograms, Ending ending) {
        return entriesOf(moment, standing, Map.of(), revision, kilograms, ending);
    }

    private static List<LedgerEntry> entriesOf(BookingMoment moment, Map<EventKey, List<LedgerEntry>> standing,
            Map<EventKey, List<Moved>> moved, String revision, String kilograms, Ending ending) {
        return Entries.of(List.of(new Settled(calculated(revision, kilograms), ending)), 0, 1, moment, standing, moved)
            .stream()
            .map(SealedEntry::entry)
            .toList();
    }

    private static BookingMoment at(String time, Period... locked) {
        return new BookingMoment(Instant.parse(time), new LockedPeriods(List.of(locked)), false);
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
