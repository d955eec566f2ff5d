package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

/**
 * One broken rule.
 *
 * @param code stable, for programs
 * @param field the field at fault as the sender names it; null where it is the whole activity
 * @param detail what was found and what is allowed
 */
public record Refusal(RefusalCode code, String field, String detail) {

    public Refusal {
        requireNonNull(code, "code is null");
        requireNonNull(detail, "detail is null");
    }
}
