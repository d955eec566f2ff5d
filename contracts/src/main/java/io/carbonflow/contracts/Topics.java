package io.carbonflow.contracts;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.avro.Schema;

import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.DeviceCommand;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.QualityAlert;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.contracts.avro.SourceState;
import io.carbonflow.contracts.avro.SupplierRegistration;

/** The names of our Kafka topics, and the schema of the value each carries. */
public final class Topics {

    public static final String RAW_ENERGY = "raw.iot.energy";
    public static final String RAW_LOGISTICS = "raw.logistics";
    public static final String RAW_PROCUREMENT = "raw.procurement";
    public static final String RAW_SUPPLIER = "raw.supplier";
    public static final String RAW_CONTEXT = "raw.context";
    /** Messages of devices as they came; the metering stage makes raw records of them. */
    public static final String RAW_METER = "raw.meter";
    public static final String CALCULATED_EMISSIONS = "calc.emissions";
    public static final String DEAD_INTAKE = "dlq.intake";
    public static final String DEAD_CALCULATION = "dlq.calculation";
    /** What the ledger refused, announced after it is kept: conflicts above all. */
    public static final String DEAD_LEDGER = "dlq.ledger";
    public static final String FACTOR_EDITIONS = "factors.editions";
    public static final String FACTOR_DOCUMENTS = "factors.documents";
    /** Every entry of the ledger, complete, and kept for ever: the ledger can be written anew from it. */
    public static final String LEDGER_BOOKED = "ledger.booked";
    /** The ledger's signed heads and the keys they are signed with, by number; the value is the ledger's own JSON. */
    public static final String LEDGER_HEADS = "ledger.heads";
    public static final String MASTER_DEVICES = "master.devices";
    public static final String MASTER_SUPPLIERS = "master.suppliers";
    public static final String SOURCES_STATE = "sources.state";
    public static final String QUALITY_ALERTS = "quality.alerts";
    public static final String DEVICE_COMMANDS = "device.commands";
    /** The newest version of each product footprint suppliers pushed; the value is the gateway's own JSON. */
    public static final String SUPPLIER_FOOTPRINTS = "supplier.footprints";

    /** Every raw activity topic, in a fixed order. */
    public static final List<String> RAW_ACTIVITIES = List.of(RAW_ENERGY, RAW_LOGISTICS, RAW_PROCUREMENT, RAW_SUPPLIER);

    /** Topics that keep the newest record per key for ever instead of every record for a while. */
    public static final List<String> COMPACTED = List.of(FACTOR_EDITIONS, FACTOR_DOCUMENTS, MASTER_DEVICES,
            MASTER_SUPPLIERS, SOURCES_STATE, SUPPLIER_FOOTPRINTS, LEDGER_HEADS);

    /** Topics that keep every record for ever. */
    public static final List<String> KEPT = List.of(LEDGER_BOOKED);

    private static final Map<String, Schema> SCHEMAS = schemas();

    private Topics() {}

    /** The raw topic on which an activity of this kind travels. */
    public static String rawTopicOf(ActivityKind kind) {
        return switch (kind) {
            case ENERGY -> RAW_ENERGY;
            case LOGISTICS -> RAW_LOGISTICS;
            case PROCUREMENT -> RAW_PROCUREMENT;
            case SUPPLIER -> RAW_SUPPLIER;
        };
    }

    /** Topic name to value schema, for every topic whose value is Avro. */
    public static Map<String, Schema> valueSchemas() {
        return SCHEMAS;
    }

    /** The registry's subject for a topic's value (Confluent's topic name strategy). */
    public static String valueSubject(String topic) {
        return topic + "-value";
    }

    private static Map<String, Schema> schemas() {
        var schemas = new LinkedHashMap<String, Schema>();
        RAW_ACTIVITIES.forEach(topic -> schemas.put(topic, RawActivity.getClassSchema()));
        schemas.put(RAW_METER, MeterFrame.getClassSchema());
        schemas.put(RAW_CONTEXT, ContextReading.getClassSchema());
        schemas.put(CALCULATED_EMISSIONS, CalculatedEmission.getClassSchema());
        schemas.put(DEAD_INTAKE, DeadLetter.getClassSchema());
        schemas.put(DEAD_CALCULATION, DeadLetter.getClassSchema());
        schemas.put(DEAD_LEDGER, DeadLetter.getClassSchema());
        schemas.put(FACTOR_EDITIONS, FactorEditionEvent.getClassSchema());
        schemas.put(FACTOR_DOCUMENTS, RuleDocumentEvent.getClassSchema());
        schemas.put(LEDGER_BOOKED, BookedEntry.getClassSchema());
        schemas.put(MASTER_DEVICES, DeviceRegistration.getClassSchema());
        schemas.put(MASTER_SUPPLIERS, SupplierRegistration.getClassSchema());
        schemas.put(SOURCES_STATE, SourceState.getClassSchema());
        schemas.put(QUALITY_ALERTS, QualityAlert.getClassSchema());
        schemas.put(DEVICE_COMMANDS, DeviceCommand.getClassSchema());
        return Collections.unmodifiableMap(schemas);
    }
}
