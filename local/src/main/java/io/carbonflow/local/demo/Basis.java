package io.carbonflow.local.demo;

import java.math.BigDecimal;
import java.util.function.Function;

/** What an event's kilograms follow from. */
sealed interface Basis {

    /** Looks the answer of one of the kinds up. */
    <T> T fold(Function<Published, T> onPublished, Function<Spent, T> onSpent, Function<Carried, T> onCarried);

    /**
     * A published factor times the quantity.
     *
     * @param unit the factor's own unit; the demo leaves conversions to the tests of the accounting
     */
    record Published(String activity, String country, int year, BigDecimal quantity, String unit) implements Basis {

        @Override
        public <T> T fold(Function<Published, T> onPublished, Function<Spent, T> onSpent,
                Function<Carried, T> onCarried) {
            return onPublished.apply(this);
        }
    }

    /** Money times a published factor, brought to the prices of the factor's year first. In US dollars. */
    record Spent(Published published) implements Basis {

        @Override
        public <T> T fold(Function<Published, T> onPublished, Function<Spent, T> onSpent,
                Function<Carried, T> onCarried) {
            return onSpent.apply(this);
        }
    }

    /** A figure that came with the event, in kg CO2e per unit of the quantity. */
    record Carried(BigDecimal quantity, BigDecimal kgPerUnit) implements Basis {

        @Override
        public <T> T fold(Function<Published, T> onPublished, Function<Spent, T> onSpent,
                Function<Carried, T> onCarried) {
            return onCarried.apply(this);
        }
    }
}
