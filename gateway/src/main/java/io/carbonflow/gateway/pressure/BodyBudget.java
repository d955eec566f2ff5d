package io.carbonflow.gateway.pressure;

import java.util.concurrent.atomic.AtomicLong;

import jakarta.enterprise.context.ApplicationScoped;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How many bytes of HTTP bodies are in hand: their number times their length must fit into the memory. */
@ApplicationScoped
public class BodyBudget {

    /** A body that is being read takes about six times its length: its bytes, its items, and what they say. */
    private static final long HEAP_PART = 8;
    /** With less the longest body permitted would never be read. */
    private static final long LEAST_BYTES = 16 * 1024 * 1024;

    private final AtomicLong reserved = new AtomicLong();
    private final long max;

    BodyBudget(PressureConfig config, MeterRegistry registry) {
        max = Math.min(config.bodyBytesMax(),
                Math.max(LEAST_BYTES, Runtime.getRuntime().maxMemory() / HEAP_PART));
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
