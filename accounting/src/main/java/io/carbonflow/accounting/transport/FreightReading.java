package io.carbonflow.accounting.transport;

import java.util.List;
import java.util.function.Function;

import io.carbonflow.accounting.calculation.Refusal;

/** What became of an event's freight. */
public sealed interface FreightReading {

    /** One or the other. */
    <R> R fold(Function<List<Leg>, R> onLegs, Function<List<Refusal>, R> onReasons);

    /**
     * It can be calculated.
     *
     * @param legs at least one; the chain's result is the sum of theirs
     */
    record Legs(List<Leg> legs) implements FreightReading {

        public Legs {
            legs = List.copyOf(legs);
        }

        @Override
        public <R> R fold(Function<List<Leg>, R> onLegs, Function<List<Refusal>, R> onReasons) {
            return onLegs.apply(legs);
        }
    }

    /**
     * It cannot be calculated.
     *
     * @param reasons every broken rule, with the field as the sender names it: {@code legs[2].distance}
     */
    record Unreadable(List<Refusal> reasons) implements FreightReading {

        public Unreadable {
            reasons = List.copyOf(reasons);
        }

        @Override
        public <R> R fold(Function<List<Leg>, R> onLegs, Function<List<Refusal>, R> onReasons) {
            return onReasons.apply(reasons);
        }
    }
}
