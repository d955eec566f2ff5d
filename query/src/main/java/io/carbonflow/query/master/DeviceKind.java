package io.carbonflow.query.master;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import jakarta.enterprise.context.ApplicationScoped;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityKind;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.platform.wire.WireCodec;
import io.vertx.mutiny.sqlclient.Row;

/** Devices, announced on {@code master.devices}, from where the gateway knows them without a restart. */
@ApplicationScoped
class DeviceKind implements MasterKind<Device> {

    private static final List<String> FAMILIES = List.of("tasmota", "shelly", "zigbee2mqtt", "sparkplug", "homie",
            "carbonflow");
    private static final List<String> MEASURES = List.of("counter", "interval", "power", "context");
    private static final int UNIT_LENGTH_MAX = 40;
    private static final BigDecimal NUMBER_MAX = new BigDecimal("1e15");
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
                "cadence_seconds", "measures", "unit", "activity", "counter_max", "power_max_kw");
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
                fields.text("unit", text -> !text.isBlank() && text.length() <= UNIT_LENGTH_MAX,
                        "has 1 to " + UNIT_LENGTH_MAX + " characters"),
                activity(fields),
                fields.positive("counter_max", NUMBER_MAX), fields.positive("power_max_kw", NUMBER_MAX), updatedAt);
        fields.check();
        return device;
    }

    /** A code of the catalogue, of something that a meter can measure. */
    private static String activity(Fields fields) {
        String code = fields.text("activity");
        if (code == null) {
            return null;
        }
        var type = ActivityCatalogue.find(code);
        if (type.isEmpty()) {
            fields.refuse(ReasonCode.ACTIVITY_UNKNOWN, "activity", ActivityCatalogue.unknown(code)
                    + "; GET /v1/activities of the factor service lists all");
            return null;
        }
        var kind = type.get().kind();
        if (kind != ActivityKind.ENERGY && kind != ActivityKind.SUPPLIER) {
            fields.refuse(ReasonCode.FIELD_INVALID, "activity", "activity is an energy or a supply that a meter can"
                    + " measure, found " + code + ", which is " + kind.code());
            return null;
        }
        return code;
    }

    @Override
    public Device read(Row row) {
        return new Device(row.getString("id"), row.getString("family"), row.getString("facility_id"),
                row.getString("supplier_id"), row.getString("country"), row.getString("subdivision"),
                row.getString("time_zone"), row.getInteger("cadence_seconds"), row.getString("measures"),
                row.getString("unit"), row.getString("activity"), row.getBigDecimal("counter_max"),
                row.getBigDecimal("power_max_kw"), row.getOffsetDateTime("updated_at").toInstant());
    }

    @Override
    public String idOf(Device device) {
        return device.id();
    }

    @Override
    public List<Object> valuesOf(Device device) {
        return Arrays.asList(device.family(), device.facilityId(), device.supplierId(), device.country(),
                device.subdivision(), device.timeZone(), device.cadenceSeconds(), device.measures(), device.unit(),
                device.activity(), device.counterMax(), device.powerMaxKw());
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
            .setUnit(device.unit())
            .setActivity(device.activity())
            .setCounterMax(plain(device.counterMax()))
            .setPowerMaxKw(plain(device.powerMaxKw()))
            .setUpdatedAt(device.updatedAt())
            .build());
    }

    private static String plain(BigDecimal number) {
        return number == null ? null : number.toPlainString();
    }
}
