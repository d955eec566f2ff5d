package io.carbonflow.query.master;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.vertx.mutiny.sqlclient.Row;

/** Facilities. No service needs to hear of them yet. */
@ApplicationScoped
class FacilityKind implements MasterKind<Facility> {

    @Override
    public String name() {
        return "facility";
    }

    @Override
    public String table() {
        return "master.facility";
    }

    @Override
    public List<String> columns() {
        return List.of("name", "country", "subdivision", "supplier_id");
    }

    @Override
    public Facility read(JsonNode body, String idInAddress, Instant updatedAt) {
        var fields = new Fields(body);
        var facility = new Facility(fields.ownId(idInAddress), fields.text("name"), fields.country("country"),
                fields.text("subdivision"), fields.reference("supplier_id"), updatedAt);
        fields.check();
        return facility;
    }

    @Override
    public Facility read(Row row) {
        return new Facility(row.getString("id"), row.getString("name"), row.getString("country"),
                row.getString("subdivision"), row.getString("supplier_id"),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    @Override
    public String idOf(Facility facility) {
        return facility.id();
    }

    @Override
    public List<Object> valuesOf(Facility facility) {
        return Arrays.asList(facility.name(), facility.country(), facility.subdivision(), facility.supplierId());
    }

    @Override
    public Optional<String> topic() {
        return Optional.empty();
    }

    @Override
    public boolean canAnnounce() {
        return true;
    }

    @Override
    public byte[] announcementOf(String tenantId, Facility facility) {
        throw new IllegalStateException("facilities have no topic");
    }
}
