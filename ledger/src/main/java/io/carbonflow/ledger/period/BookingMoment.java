package io.carbonflow.ledger.period;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;

import io.carbonflow.ledger.store.Times;
import io.carbonflow.ledger.store.Transaction;
import io.vertx.sqlclient.Row;

/**
 * The moment of a booking, and what holds at it for the tenants that book.
 *
 * @param at            by the database's clock, the one that all writers and readers share; to the microsecond
 * @param locked        periods nothing is added to
 * @param isAnyReplaced whether an event of any of the tenants stands in the place of another
 */
public record BookingMoment(Instant at, LockedPeriods locked, boolean isAnyReplaced) {

    private static final String BEGIN = "select * from ledger.begin_booking($1, $2)";

    /**
     * Begins a booking within a transaction, as the first thing after the chain's lock. Until the transaction ends no
     * period of the tenants is locked or opened, and whoever asks for what is known on this moment waits.
     *
     * @param tenantIds all that book
     * @param alone     those of them whose other bookings wait, because this one changes what they decide by
     */
    public static BookingMoment begin(Transaction transaction, Collection<String> tenantIds, Collection<String> alone) {
        return asked(transaction, tenantIds, alone).get();
    }

    /** Begins a booking as {@link #begin} does; what is sent after it goes to the server with it, and comes after it. */
    public static Supplier<BookingMoment> asked(Transaction transaction, Collection<String> tenantIds,
            Collection<String> alone) {
        var rows = transaction.ask(BEGIN, tenantIds.toArray(String[]::new), alone.toArray(String[]::new));
        return () -> of(rows.get());
    }

    private static BookingMoment of(Iterable<Row> rows) {
        Instant at = null;
        boolean isAnyReplaced = false;
        List<Period> locked = new ArrayList<>();
        for (Row row : rows) {
            at = Times.of(row, "moment");
            isAnyReplaced = row.getBoolean("is_any_replaced");
            if (row.getUUID("period") != null) {
                locked.add(new Period(row.getString("tenant"), row.getUUID("period"), Times.of(row, "starts"),
                        Times.of(row, "ends")));
            }
        }
        return new BookingMoment(at, locked.isEmpty() ? LockedPeriods.NONE : new LockedPeriods(locked), isAnyReplaced);
    }
}
