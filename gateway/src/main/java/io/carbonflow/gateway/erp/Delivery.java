package io.carbonflow.gateway.erp;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.carbonflow.contracts.avro.SupplierRegistration;

/** What is known of a delivery while its documents are read. A supplier is looked up once, however many lines it has. */
final class Delivery {

    private final String tenantId;
    private final Instant receivedAt;
    private final SapEvent event;
    private final SupplierDirectory suppliers;
    private final Map<String, Optional<SupplierRegistration>> known = new HashMap<>();

    Delivery(String tenantId, Instant receivedAt, SapEvent event, SupplierDirectory suppliers) {
        this.tenantId = tenantId;
        this.receivedAt = receivedAt;
        this.event = event;
        this.suppliers = suppliers;
    }

    String tenantId() {
        return tenantId;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    /** The event around the documents; {@link SapEvent#NONE} where there is none. */
    SapEvent event() {
        return event;
    }

    /** The same delivery with another event around its documents. */
    Delivery with(SapEvent other) {
        return new Delivery(tenantId, receivedAt, other, suppliers);
    }

    Optional<SupplierRegistration> supplier(String supplierId) {
        return known.computeIfAbsent(supplierId, id -> suppliers.supplier(tenantId, id));
    }

    /** The revision of a document that was changed then; where the ERP does not say when, the event or its receipt does. */
    String revision(Instant changedAt) {
        Instant at = changedAt != null ? changedAt : event.time() != null ? event.time() : receivedAt;
        return ErpFields.revision(at.toEpochMilli());
    }
}
