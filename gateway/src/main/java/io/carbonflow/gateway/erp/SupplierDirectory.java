package io.carbonflow.gateway.erp;

import java.util.Optional;

import io.carbonflow.contracts.avro.SupplierRegistration;

/** The suppliers a tenant has registered. */
public interface SupplierDirectory {

    /** Whether everything registered before our start is known; until then an absent one may only be unread. */
    boolean isKnown();

    Optional<SupplierRegistration> supplier(String tenantId, String supplierId);
}
