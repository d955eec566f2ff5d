package io.carbonflow.gateway.files;

import static java.util.Objects.requireNonNull;

import java.util.Map;

import io.carbonflow.gateway.intake.Envelope;

/**
 * A file before its content is read.
 *
 * @param envelope whose it is and how it comes; its content type is what the sender states of the file
 * @param name     of the file, without folders
 * @param declared what the sender says of its form: {@code delimiter}, {@code quote}, {@code charset}, {@code decimal},
 *                 {@code columns}, {@code header}, {@code skip_lines}, {@code supplier_id}, {@code mapping}
 */
record FileDelivery(Envelope envelope, String name, Map<String, String> declared) {

    FileDelivery {
        requireNonNull(envelope, "envelope is null");
        requireNonNull(name, "name is null");
        declared = Map.copyOf(declared);
    }
}
