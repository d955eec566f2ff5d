package io.carbonflow.client;

import java.util.List;

/**
 * What became of one event.
 *
 * @param id      the event's, as far as it has one
 * @param reasons why it is refused or held; empty otherwise
 */
public record Delivery(String id, State state, List<Reason> reasons) {

    public Delivery {
        reasons = List.copyOf(reasons);
    }

    /** Where an event stands. */
    public enum State {
        /** Durable with the broker; it will be calculated and booked. */
        ACCEPTED,
        /** As {@link #ACCEPTED}; the gateway saw it before, and it is booked once. */
        DUPLICATE,
        /** Durable, and waiting for something or someone: see the reasons. */
        HELD,
        /** Refused by the contract. By this library before it left, or by the gateway, which then keeps its bytes. */
        REJECTED
    }

    /**
     * One broken rule, or what is waited for.
     *
     * @param code   stable, of docs/reference/reason-codes.md
     * @param field  as the event names it; null where it is about the whole event
     * @param detail what was found and what is allowed
     */
    public record Reason(String code, String field, String detail) {}
}
