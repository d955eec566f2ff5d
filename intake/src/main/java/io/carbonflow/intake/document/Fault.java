package io.carbonflow.intake.document;

import static java.util.Objects.requireNonNull;

/**
 * Something in a document that keeps it from being used.
 *
 * @param path    where, for example {@code ranges[1].unit}; empty for the document as a whole
 * @param found   the value there, or {@code nothing}; empty where the next says it all
 * @param allowed what may stand there
 */
public record Fault(String path, String found, String allowed) {

    public static final String NOTHING = "nothing";

    public Fault {
        requireNonNull(path, "path is null");
        requireNonNull(found, "found is null");
        requireNonNull(allowed, "allowed is null");
    }

    /** The fault as a sentence. */
    public String inWords() {
        return found.isEmpty() ? allowed
                : "%s is %s, allowed is %s".formatted(path.isEmpty() ? "the document" : path, found, allowed);
    }
}
