package io.carbonflow.accounting.money;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.factor.Notice;

/** What became of an amount of money that a factor is to be multiplied by. */
public sealed interface SpendReading {

    /** One or the other; the text says what is missing and what there is. */
    <R> R fold(Function<Converted, R> onConverted, Function<String, R> onRefused);

    /**
     * The money stands in the factor's currency and prices.
     *
     * @param basis how it was converted; empty where it already stood in them
     * @param notices what a reader must know
     */
    record Converted(Optional<Basis> basis, List<Notice> notices) implements SpendReading {

        public Converted {
            requireNonNull(basis, "basis is null");
            notices = List.copyOf(notices);
        }

        @Override
        public <R> R fold(Function<Converted, R> onConverted, Function<String, R> onRefused) {
            return onConverted.apply(this);
        }
    }

    /**
     * There is no rate or price level to convert by.
     *
     * @param detail the currency and year asked for, and what there is
     */
    record Refused(String detail) implements SpendReading {

        public Refused {
            requireNonNull(detail, "detail is null");
        }

        @Override
        public <R> R fold(Function<Converted, R> onConverted, Function<String, R> onRefused) {
            return onRefused.apply(detail);
        }
    }
}
