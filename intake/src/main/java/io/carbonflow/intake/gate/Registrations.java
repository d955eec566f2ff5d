package io.carbonflow.intake.gate;

import java.util.Optional;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.SupplierRegistration;

/** What one tenant has registered, for the gate to fill in what an item leaves out. */
public interface Registrations {

    /** Nobody is registered. */
    Registrations NONE = new Registrations() {
        @Override
        public Optional<DeviceRegistration> device(String deviceId) {
            return Optional.empty();
        }

        @Override
        public Optional<SupplierRegistration> supplier(String supplierId) {
            return Optional.empty();
        }
    };

    Optional<DeviceRegistration> device(String deviceId);

    Optional<SupplierRegistration> supplier(String supplierId);
}
