package io.carbonflow.local.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

import io.carbonflow.local.api.Api;
import io.carbonflow.local.api.ApiException;
import io.carbonflow.local.mqtt.MqttPublisher;

/**
 * Sends a plan on time and until everything is acknowledged. What is not acknowledged because a part is away is sent
 * again, as a real sender would.
 */
final class Delivery implements AutoCloseable {

    private static final int REQUESTS_AT_A_TIME = 24;
    private static final Duration GIVE_UP_AFTER = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int REFUSED = 422;
    private static final int ACCEPTED = 202;

    private final Api gateway;
    private final MqttPublisher mqtt;
    private final Semaphore requests = new Semaphore(REQUESTS_AT_A_TIME);
    private final ExecutorService senders = Executors.newFixedThreadPool(REQUESTS_AT_A_TIME, task -> {
        var thread = new Thread(task, "demo-sender");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Instant> sentAtByEvent = new ConcurrentHashMap<>();
    private final AtomicInteger acknowledged = new AtomicInteger();
    private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

    Delivery(Api gateway, MqttPublisher mqtt) {
        this.gateway = gateway;
        this.mqtt = mqtt;
    }

    /** Sends everything; returns when all of it is acknowledged. */
    void send(List<Sending> sendings) {
        long begin = System.nanoTime();
        for (Sending sending : sendings) {
            long wait = sending.offset().toNanos() - (System.nanoTime() - begin);
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            }
            throwFailure();
            if (sending.door() == Sending.Door.MQTT) {
                publish(sending);
            } else {
                requests.acquireUninterruptibly();
                senders.execute(() -> request(sending));
            }
        }
        mqtt.awaitAcknowledged(GIVE_UP_AFTER);
        requests.acquireUninterruptibly(REQUESTS_AT_A_TIME);
        throwFailure();
    }

    private void publish(Sending sending) {
        remember(sending);
        mqtt.publish(sending.address(), sending.source(), sending.body()).thenRun(acknowledged::incrementAndGet);
    }

    private void request(Sending sending) {
        try {
            remember(sending);
            long deadline = System.nanoTime() + GIVE_UP_AFTER.toNanos();
            while (!isAcknowledged(sending)) {
                if (System.nanoTime() > deadline) {
                    throw new ApiException("POST " + sending.address() + " is not acknowledged after "
                            + GIVE_UP_AFTER.toSeconds() + " s", null);
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
            acknowledged.incrementAndGet();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            requests.release();
        }
    }

    private boolean isAcknowledged(Sending sending) {
        Api.Answer answer;
        try {
            answer = gateway.post(sending.address(), sending.door().contentType(), sending.body());
        } catch (ApiException away) {
            return false;
        }
        int expected = sending.refused() > 0 ? REFUSED : ACCEPTED;
        if (answer.status() == expected) {
            return true;
        }
        if (answer.status() == 503 || answer.status() == 429) {
            return false;
        }
        throw new ApiException("POST " + sending.address() + " answered " + answer.status() + ", " + expected
                + " expected: " + answer.body(), null);
    }

    /** Just before it leaves; what is sent again keeps its first time, since that is what the sender waits from. */
    private void remember(Sending sending) {
        Instant now = Instant.now();
        sending.events().forEach(event -> sentAtByEvent.putIfAbsent(event.id(), now));
    }

    private void throwFailure() {
        RuntimeException thrown = failure.get();
        if (thrown != null) {
            throw thrown;
        }
    }

    int acknowledged() {
        return acknowledged.get();
    }

    /** When each event left. */
    Map<String, Instant> sentAt() {
        return sentAtByEvent;
    }

    @Override
    public void close() {
        senders.shutdownNow();
        mqtt.close();
    }
}
