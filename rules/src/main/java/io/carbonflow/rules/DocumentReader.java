package io.carbonflow.rules;

/**
 * Makes what accounting works with out of a document's JSON. It asks the fields for what it knows; what it does not ask
 * for is refused by name afterwards. It may answer anything, even null, where a fault was found: the answer is not used.
 */
@FunctionalInterface
public interface DocumentReader<T> {

    /**
     * Reads a document.
     *
     * @param document kind, tenant, id and version; its JSON is in {@code fields}
     * @param fields the document's members; {@code id}, {@code version} and {@code retired} are taken care of already
     */
    T read(RuleDocument document, Fields fields);
}
