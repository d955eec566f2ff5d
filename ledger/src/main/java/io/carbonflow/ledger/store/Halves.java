package io.carbonflow.ledger.store;

import java.util.List;
import java.util.function.Consumer;

/**
 * Keeps one bad record from failing its batch: where the database refuses a batch for its data, each half is tried by
 * itself, until the record at fault stands alone.
 */
public final class Halves {

    private Halves() {}

    /**
     * Does the work for all records, in their order.
     *
     * @param work    for some of the records, all or nothing
     * @param refused for a record that the database refuses by itself
     */
    public static <T> void of(List<T> records, Consumer<List<T>> work, Refused<T> refused) {
        try {
            work.accept(records);
        } catch (DatabaseException e) {
            if (!e.isAboutData()) {
                throw e;
            }
            if (records.size() == 1) {
                refused.accept(records.get(0), e.getMessage());
            } else {
                int middle = records.size() / 2;
                of(records.subList(0, middle), work, refused);
                of(records.subList(middle, records.size()), work, refused);
            }
        }
    }

    /** What becomes of a record that cannot be stored. */
    @FunctionalInterface
    public interface Refused<T> {
        void accept(T refused, String detail);
    }
}
