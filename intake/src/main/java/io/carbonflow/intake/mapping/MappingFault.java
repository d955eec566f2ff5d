package io.carbonflow.intake.mapping;

import static java.util.Objects.requireNonNull;

/**
 * What is wrong with a mapping document.
 *
 * @param at     where: a JSON pointer into the document, empty for the whole of it
 * @param detail what was found and what is allowed
 */
public record MappingFault(String at, String detail) {

    public MappingFault {
        requireNonNull(at, "at is null");
        requireNonNull(detail, "detail is null");
    }
}
