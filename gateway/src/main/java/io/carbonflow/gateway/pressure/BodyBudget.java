package io.carbonflow.gateway.pressure;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many bytes of HTTP bodies are in hand: their number times their length must fit into the memory. */
@ApplicationScoped
public class BodyBudget {

    private final AtomicLong reserved = new AtomicLong();
    private final long max;

    BodyBudget(PressureConfig config, MeterRegistry registry) {
        max = config.bodyBytesMax();
        Gauge.builder("carbonflow.pressure.body.bytes", reserved, AtomicLong::get)
            .strongReference(true)
            .register(registry);
    }

    /** Whether there is room for a body of this length, which is then taken. */
    public boolean reserve(long bytes) {
        if (reserved.addAndGet(bytes) <= max) {
            return true;
        }
        reserved.addAndGet(-bytes);
        return false;
    }

    /** The body is gone. */
    public void release(long bytes) {
        reserved.addAndGet(-bytes);
    }
}
