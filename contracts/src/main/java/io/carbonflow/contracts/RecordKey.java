package io.carbonflow.contracts;

import static java.util.Objects.requireNonNull;

/**
 * The key of a record about one source of one tenant. All records of a source share it, so they share a partition and
 * stay in order from the gateway to the ledger.
 *
 * @param tenantId the tenant; contains no {@code |}, see {@link #TENANT_PATTERN}
 * @param sourceId the source as the sender named it, any text
 */
public record RecordKey(String tenantId, String sourceId) {

    /** What a tenant id may look like: it stands in MQTT topics, Kafka keys and host names. */
    public static final String TENANT_PATTERN = "[a-z0-9][a-z0-9_-]{0,62}";

    public RecordKey {
        requireNonNull(tenantId, "tenantId is null");
        requireNonNull(sourceId, "sourceId is null");
        if (tenantId.indexOf('|') >= 0) {
            throw new IllegalArgumentException("a tenant id has no '|', found " + tenantId);
        }
    }

    /** Reads a key back from its text. */
    public static RecordKey parse(String text) {
        int bar = text.indexOf('|');
        if (bar < 0) {
            throw new IllegalArgumentException("a record key is tenant|source, found " + text);
        }
        return new RecordKey(text.substring(0, bar), text.substring(bar + 1));
    }

    /** The key as it stands in Kafka: {@code tenant|source} in UTF-8. */
    @Override
    public String toString() {
        return tenantId + '|' + sourceId;
    }
}
