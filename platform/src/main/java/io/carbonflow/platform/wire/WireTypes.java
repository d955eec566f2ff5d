package io.carbonflow.platform.wire;

import java.util.Map;
import java.util.function.Supplier;

import org.apache.avro.specific.SpecificRecordBase;

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

/** Makes empty records without reflection, so that a native image needs no registration for it. */
final class WireTypes {

    private static final Map<Class<?>, Supplier<? extends SpecificRecordBase>> CONSTRUCTORS = Map.ofEntries(
            Map.entry(BookedEntry.class, BookedEntry::new),
            Map.entry(CalculatedEmission.class, CalculatedEmission::new),
            Map.entry(ContextReading.class, ContextReading::new),
            Map.entry(DeadLetter.class, DeadLetter::new),
            Map.entry(DeviceCommand.class, DeviceCommand::new),
            Map.entry(DeviceRegistration.class, DeviceRegistration::new),
            Map.entry(FactorEditionEvent.class, FactorEditionEvent::new),
            Map.entry(MeterFrame.class, MeterFrame::new),
            Map.entry(QualityAlert.class, QualityAlert::new),
            Map.entry(RawActivity.class, RawActivity::new),
            Map.entry(RuleDocumentEvent.class, RuleDocumentEvent::new),
            Map.entry(SourceState.class, SourceState::new),
            Map.entry(SupplierRegistration.class, SupplierRegistration::new));

    private WireTypes() {}

    static <T extends SpecificRecordBase> T newInstance(Class<T> type) {
        var constructor = CONSTRUCTORS.get(type);
        if (constructor == null) {
            throw new IllegalArgumentException(type.getName() + " is not a record of the contracts");
        }
        return type.cast(constructor.get());
    }
}
