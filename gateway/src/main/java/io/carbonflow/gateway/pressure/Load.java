package io.carbonflow.gateway.pressure;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.intake.policy.Priority;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** What is on its way to the message broker, and whom that leaves no room for. */
@ApplicationScoped
class Load {

    private final AtomicLong inFlightBytes = new AtomicLong();
    private final long max;

    Load(PressureConfig config, MeterRegistry registry) {
        max = config.inFlightBytesMax();
        Gauge.builder("carbonflow.pressure.in.flight.bytes", inFlightBytes, AtomicLong::get)
            .strongReference(true)
            .register(registry);
        Gauge.builder("carbonflow.pressure.level", this, Load::level).strongReference(true).register(registry);
    }

    /** So many bytes are on their way. */
    void began(long bytes) {
        inFlightBytes.addAndGet(bytes);
    }

    /** They have arrived, or never will. */
    void ended(long bytes) {
        inFlightBytes.addAndGet(-bytes);
    }

    /** Whether so much is on its way that the least important has to wait. */
    boolean isUnderPressure() {
        return level() > 0;
    }

    boolean hasRoomFor(Priority priority) {
        return switch (priority) {
            case LOW -> level() < 1;
            case NORMAL -> level() < 2;
            case HIGH -> level() < 3;
        };
    }

    /** 0 while there is room for all, 1 without room for low priority, 2 for normal either, 3 for none. */
    private int level() {
        long bytes = inFlightBytes.get();
        if (bytes >= max) {
            return 3;
        }
        return bytes >= max / 4 * 3 ? 2 : bytes >= max / 2 ? 1 : 0;
    }
}
