package io.carbonflow.accounting.factor;

import static java.util.Objects.requireNonNull;

/**
 * A remark on a figure.
 *
 * @param code stable, for programs
 * @param detail for people
 */
public record Notice(NoticeCode code, String detail) {

    public Notice {
        requireNonNull(code, "code is null");
        requireNonNull(detail, "detail is null");
    }
}
