package io.carbonflow.query.master;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.platform.wire.WireCodec;
import io.vertx.mutiny.sqlclient.Row;

/** Devices, announced on {@code master.devices}, from where the gateway knows them without a restart. */
@ApplicationScoped
class DeviceKind implements MasterKind<Device> {

    private static final List<String> FAMILIES = List.of("tasmota", "shelly", "zigbee2mqtt", "sparkplug", "homie",
            "carbonflow");
    private static final List<String> MEASURES = List.of("counter", "interval", "power");
    private static final int CADENCE_SECONDS_MAX = 366 * 24 * 60 * 60;

    private final WireCodec codec;

    DeviceKind(WireCodec codec) {
        this.codec = codec;
    }

    @Override
    public String name() {
        return "device";
    }

    @Override
    public String table() {
        return "master.device";
    }

    @Override
    public List<String> columns() {
        return List.of("family", "facility_id", "supplier_id", "country", "subdivision", "time_zone",
                "cadence_seconds", "measures");
    }

    @Override
    public Device read(JsonNode body, String idInAddress, Instant updatedAt) {
        var fields = new Fields(body);
        String measures = fields.word("measures", MEASURES);
        var device = new Device(fields.ownId(idInAddress), fields.word("family", FAMILIES),
                fields.reference("facility_id"),
                fields.reference("supplier_id"), fields.country("country"), fields.text("subdivision"),
                fields.text("time_zone", ZoneId.getAvailableZoneIds()::contains,
                        "is an IANA time zone such as Europe/Berlin"),
                fields.number("cadence_seconds", 1, CADENCE_SECONDS_MAX), measures == null ? "counter" : measures,
                updatedAt);
        fields.check();
        return device;
    }

    @Override
    public Device read(Row row) {
        return new Device(row.getString("id"), row.getString("family"), row.getString("facility_id"),
                row.getString("supplier_id"), row.getString("country"), row.getString("subdivision"),
                row.getString("time_zone"), row.getInteger("cadence_seconds"), row.getString("measures"),
                row.getOffsetDateTime("updated_at").toInstant());
    }

    @Override
    public String idOf(Device device) {
        return device.id();
    }

    @Override
    public List<Object> valuesOf(Device device) {
        return Arrays.asList(device.family(), device.facilityId(), device.supplierId(), device.country(),
                device.subdivision(), device.timeZone(), device.cadenceSeconds(), device.measures());
    }

    @Override
    public Optional<String> topic() {
        return Optional.of(Topics.MASTER_DEVICES);
    }

    @Override
    public boolean canAnnounce() {
        return codec.isReady();
    }

    @Override
    public byte[] announcementOf(String tenantId, Device device) {
        return codec.encode(Topics.MASTER_DEVICES, DeviceRegistration.newBuilder()
            .setTenantId(tenantId)
            .setId(device.id())
            .setFamily(device.family())
            .setFacilityId(device.facilityId())
            .setSupplierId(device.supplierId())
            .setCountry(device.country())
            .setSubdivision(device.subdivision())
            .setTimeZone(device.timeZone())
            .setCadenceSeconds(device.cadenceSeconds())
            .setMeasures(device.measures())
            .setUpdatedAt(device.updatedAt())
            .build());
    }
}
