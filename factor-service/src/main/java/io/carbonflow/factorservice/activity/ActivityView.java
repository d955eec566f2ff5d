package io.carbonflow.factorservice.activity;

import java.util.List;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * An activity code.
 *
 * @param code        lower-case, dotted, general to particular; {@code <name>} stands for any
 * @param family      what it is by nature
 * @param kind        the kind of event it usually arrives in
 * @param dimensions  what its quantity may measure; empty means anything
 * @param units       the units its factors are per; empty where the library has none
 * @param description for people
 */
@RegisterForReflection
public record ActivityView(String code, String family, String kind, List<String> dimensions, List<String> units,
        String description) {

    /** A page of activities. */
    @RegisterForReflection
    public record Page(List<ActivityView> items, String nextCursor) {}
}
