package io.carbonflow.contracts;

/**
 * Kafka headers on every record the services write, in UTF-8, so that a consumer can count and route without decoding
 * the value.
 */
public final class RecordHeaders {

    /** The tenant the record belongs to. */
    public static final String TENANT = "cf_tenant";
    /** The id that ties logs, topics, ledger and traces together. */
    public static final String CORRELATION_ID = "cf_correlation_id";
    /** When the gateway took the item in: microseconds since 1970-01-01T00:00Z, decimal digits. */
    public static final String RECEIVED_AT = "cf_received_at";

    /**
     * Present on the one record by which a stage hands on an item whose receipt is counted where it came in (raw.meter):
     * this record is not counted as received a second time.
     */
    public static final String DERIVED = "cf_derived";
    /**
     * The id of the held dead letter that this record is the continuation of: it no longer waits, and its receipt has been
     * counted.
     */
    public static final String RELEASES = "cf_releases";

    /**
     * The role of the person who looked at the item and lets it pass although it is doubtful. What merely goes on in the
     * place of a letter does not have it, and is examined as if it had just come.
     */
    public static final String REVIEWED_BY = "cf_reviewed_by";

    /**
     * On raw.context, why the item is no activity, where that matters to who counts it: {@code sampled_out} is one, as
     * totals then do not cover everything.
     */
    public static final String CONTEXT = "cf_context";

    /** Beside {@link #CONTEXT}: the supplier the item names, whose total it is missing from. */
    public static final String SUPPLIER = "cf_supplier";

    private RecordHeaders() {}
}
