package io.carbonflow.metering.stream;

import io.carbonflow.metering.engine.CounterState;
import io.carbonflow.metering.engine.IntervalState;
import io.carbonflow.metering.engine.PowerState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is remembered of one meter, by what it is read as. Each channel of a device is a meter of its own, so that a device
 * with hundreds of them costs no more per reading than hundreds of devices.
 *
 * @param prunedDay the day of the device's clock up to which the meter's history was tidied, days since 1970
 */
@RegisterForReflection
record MeterState(CounterState counter, PowerState power, IntervalState interval, long prunedDay) {

    static final MeterState NONE = new MeterState(null, null, null, Long.MIN_VALUE);

    MeterState with(CounterState next) {
        return new MeterState(next, power, interval, prunedDay);
    }

    MeterState with(PowerState next) {
        return new MeterState(counter, next, interval, prunedDay);
    }

    MeterState with(IntervalState next) {
        return new MeterState(counter, power, next, prunedDay);
    }

    MeterState prunedOn(long day) {
        return new MeterState(counter, power, interval, day);
    }

    /** A channel's name in keys and ids. */
    static String name(String channel) {
        return channel == null ? "-" : channel;
    }
}
