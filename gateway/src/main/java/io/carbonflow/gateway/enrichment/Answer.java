package io.carbonflow.gateway.enrichment;

/** What came of asking an ERP for a document. */
sealed interface Answer {

    /** The document. */
    record Document(byte[] bytes) implements Answer {}

    /** The system is there, but only a person can change what it says: it does not know the document or not us. */
    record Refused(String why) implements Answer {}

    /** The system is away or out of order; it may help to ask again. */
    record Failed(String why) implements Answer {}
}
