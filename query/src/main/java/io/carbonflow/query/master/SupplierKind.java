package io.carbonflow.query.master;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.SupplierRegistration;
import io.carbonflow.platform.wire.WireCodec;
import io.vertx.mutiny.sqlclient.Row;

/** Suppliers, announced on {@code master.suppliers}. */
@ApplicationScoped
class SupplierKind implements MasterKind<Supplier> {

    private static final Pattern NAICS = Pattern.compile("[0-9]{6}");

    private final WireCodec codec;

    SupplierKind(WireCodec codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "supplier";
    }

    @Override
    public String table() {
        return "master.supplier";
    }

    @Override
    public List<String> columns() {
        return List.of("name", "country", "naics", "parent_id");
    }

    @Override
    public Supplier read(JsonNode body, String idInAddress, Instant updatedAt) {
        var fields = new Fields(body);
        var supplier = new Supplier(fields.ownId(idInAddress), fields.text("name"), fields.country("country"),
                fields.text("naics", NAICS.asMatchPredicate(), "is a NAICS code of six digits"),
                fields.reference("parent_id"), updatedAt);
        if (supplier.parentId() != null && supplier.parentId().equals(supplier.id())) {
            fields.refuse(ReasonCode.FIELD_INVALID, "parent_id", "parent_id names another supplier, found itself");
        }
        fields.check();
        return supplier;
    }

    @Override
    public Supplier read(Row row) {
        return new Supplier(row.getString("id"), row.getString("name"), row.getString("country"),
                row.getString("naics"), row.getString("parent_id"), row.getOffsetDateTime("updated_at").toInstant());
    }

    @Override
    public String idOf(Supplier supplier) {
        return supplier.id();
    }

    @Override
    public List<Object> valuesOf(Supplier supplier) {
        return Arrays.asList(supplier.name(), supplier.country(), supplier.naics(), supplier.parentId());
    }

    @Override
    public Optional<String> topic() {
        return Optional.of(Topics.MASTER_SUPPLIERS);
    }

    @Override
    public boolean canAnnounce() {
        return codec.isReady();
    }

    @Override
    public byte[] announcementOf(String tenantId, Supplier supplier) {
        return codec.encode(Topics.MASTER_SUPPLIERS, SupplierRegistration.newBuilder()
            .setTenantId(tenantId)
            .setId(supplier.id())
            .setName(supplier.name())
            .setCountry(supplier.country())
            .setNaics(supplier.naics())
            .setParentId(supplier.parentId())
            .setUpdatedAt(supplier.updatedAt())
            .build());
    }
}
