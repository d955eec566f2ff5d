package io.carbonflow.platform.wire;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecordBase;

import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.ContextReading;
import io.carbonflow.contracts.avro.DeadLetter;
import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.FactorEditionEvent;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.RuleDocumentEvent;
import io.carbonflow.contracts.avro.SupplierRegistration;

/** Makes empty records without reflection, so that a native image needs no registration for it. */
final class WireTypes {

    private static final Map<Class<?>, Supplier<? extends SpecificRecordBase>> CONSTRUCTORS = Map.of(
            BookedEntry.class, BookedEntry::new,
            CalculatedEmission.class, CalculatedEmission::new,
            ContextReading.class, ContextReading::new,
            DeadLetter.class, DeadLetter::new,
            DeviceRegistration.class, DeviceRegistration::new,
            FactorEditionEvent.class, FactorEditionEvent::new,
            RawActivity.class, RawActivity::new,
            RuleDocumentEvent.class, RuleDocumentEvent::new,
            SupplierRegistration.class, SupplierRegistration::new);

    private WireTypes() {}

    static <T extends SpecificRecordBase> T newInstance(Class<T> type) {
        var constructor = CONSTRUCTORS.get(type);
        if (constructor == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record of the contracts");
        }
        return type.cast(constructor.get());
    }
}
