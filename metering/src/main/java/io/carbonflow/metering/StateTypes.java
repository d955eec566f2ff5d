package io.carbonflow.metering;

import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.engine.CounterState;
import io.carbonflow.metering.engine.Gap;
import io.carbonflow.metering.engine.IntervalState;
import io.carbonflow.metering.engine.PowerRun;
import io.carbonflow.metering.engine.PowerState;
import io.carbonflow.metering.engine.Rates;
import io.carbonflow.metering.engine.Stand;
import io.carbonflow.metering.source.DayCounts;
import io.carbonflow.metering.source.SourceBook;
import io.carbonflow.metering.source.SourceFact;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** What {@link Json} reads and writes, for a native image; private ones beside it say so themselves. */
@RegisterForReflection(targets = {Frame.class, Reading.class, Reading.Value.class, Reading.Register.class,
        CounterState.class, CounterState.Jump.class, Gap.class, IntervalState.class, PowerState.class,
        PowerState.Proven.class, PowerRun.class,
        Rates.class,
        Rates.Hour.class, Stand.class, DayCounts.class, SourceBook.class, SourceFact.class, SourceFact.ValueSeen.class})
final class StateTypes {

    private StateTypes() {}
}
