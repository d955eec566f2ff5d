package io.carbonflow.metering.stream;

import java.util.Map;
import java.util.TreeMap;

import io.carbonflow.metering.engine.CounterState;
import io.carbonflow.metering.engine.IntervalState;
import io.carbonflow.metering.engine.PowerState;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is remembered of a device.
 *
 * @param channels  by the channel's name, "-" where the device has only one
 * @param prunedDay the day of the device's clock up to which its history was tidied, days since 1970
 */
@RegisterForReflection
record MeterState(Map<String, Channel> channels, long prunedDay) {

    static final MeterState NONE = new MeterState(Map.of(), Long.MIN_VALUE);

    MeterState {
        channels = channels == null ? Map.of() : Map.copyOf(channels);
    }

    /** What is remembered of one meter, by what it is read as. */
    @RegisterForReflection
    record Channel(CounterState counter, PowerState power, IntervalState interval) {

        static final Channel NONE = new Channel(null, null, null);

        Channel with(CounterState next) {
            return new Channel(next, power, interval);
        }

        Channel with(PowerState next) {
            return new Channel(counter, next, interval);
        }

        Channel with(IntervalState next) {
            return new Channel(counter, power, next);
        }
    }

    static String name(String channel) {
        return channel == null ? "-" : channel;
    }

    Channel channel(String channel) {
        return channels.getOrDefault(name(channel), Channel.NONE);
    }

    MeterState with(String channel, Channel next) {
        var all = new TreeMap<>(channels);
        all.put(name(channel), next);
        return new MeterState(all, prunedDay);
    }

    MeterState prunedOn(long day) {
        return new MeterState(channels, day);
    }
}
