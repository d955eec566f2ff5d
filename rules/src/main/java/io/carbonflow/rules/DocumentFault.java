package io.carbonflow.rules;

import static java.util.Objects.requireNonNull;

/**
 * Something in a document that keeps it from being used.
 *
 * @param path where, for example {@code inputs.mass.unit} or {@code rules[2].when}; empty for the document as a whole
 * @param found the value there, or {@code nothing}
 * @param allowed what may stand there
 */
public record DocumentFault(String path, String found, String allowed) {

    public DocumentFault {
        requireNonNull(path, "path is null");
        requireNonNull(found, "found is null");
        requireNonNull(allowed, "allowed is null");
    }

    /** The fault as a sentence. */
    public String inWords() {
        return "%s is %s, allowed is %s".formatted(path.isEmpty() ? "the document" : path, found, allowed);
    }
}
