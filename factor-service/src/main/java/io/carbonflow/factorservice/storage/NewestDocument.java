package io.carbonflow.factorservice.storage;

import java.util.Optional;
import java.util.stream.StreamSupport;

import jakarta.enterprise.context.ApplicationScoped;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;

/** The newest version of a document of which a tenant has one, such as its policy; its id is the kind's name. */
@ApplicationScoped
public class NewestDocument {

    private final FactorsDatabase database;

    NewestDocument(FactorsDatabase database) {
        this.database = database;
    }

    /**
     * One version of a document.
     *
     * @param version from 1
     * @param json    its body
     */
    public record Document(int version, String json) {}

    /** The tenant's own document; empty where it has none, or took it back. */
    public Uni<Optional<Document>> find(String tenantId, String kind) {
        return database
            .rows("select version, json from factors.document where tenant_id = $1 and kind = $2 and id = $2 "
                    + "order by version desc limit 1", Tuple.of(tenantId, kind))
            .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                .filter(row -> row.getString("json") != null)
                .map(row -> new Document(row.getInteger("version"), row.getString("json")))
                .findFirst());
    }
}
