package io.carbonflow.query.master;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.mutiny.sqlclient.Row;

/**
 * What tells one kind of master data from another: its table, its rules, its announcement.
 *
 * @param <T> the record of the kind
 */
interface MasterKind<T> {

    /** The kind in words, for messages: "supplier". */
    String name();

    /** The table in schema {@code master}. */
    String table();

    /** The columns after {@code tenant_id} and {@code id} and before {@code updated_at}. */
    List<String> columns();

    /**
     * Reads the body of a request.
     *
     * @param idInAddress null where the body must bring the id
     * @throws io.carbonflow.platform.problem.ProblemException 422 with every reason
     */
    T read(JsonNode body, String idInAddress, Instant updatedAt);

    T read(Row row);

    String idOf(T item);

    /** The values of {@link #columns()} in their order. */
    List<Object> valuesOf(T item);

    /** The topic on which changes are announced; empty where nobody listens. */
    Optional<String> topic();

    /** Whether an announcement can be written at present. */
    boolean canAnnounce();

    /** The announcement in the wire format. */
    byte[] announcementOf(String tenantId, T item);
}
