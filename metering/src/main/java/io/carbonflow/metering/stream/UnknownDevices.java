package io.carbonflow.metering.stream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.source.SourceFact;

/** Keeps the messages of devices nobody has registered until somebody does, or their time is over. */
final class UnknownDevices {

    /** As long as what a meter measured is known, and longer than the bytes of a letter are kept. */
    static final Duration KEPT = StoredHistory.KEPT;

    private static final int RELEASED_PER_ROUND = 500;
    private static final long DAY_MILLIS = 86_400_000;

    private final Registrations registrations;
    private final Waiting waiting;
    private final Measuring measuring;
    private final Outlet outlet;
    private final MeteringMetrics metrics;
    private long tidiedDay;

    UnknownDevices(Registrations registrations, Waiting waiting, Measuring measuring, Outlet outlet,
            MeteringMetrics metrics) {
        this.registrations = registrations;
        this.waiting = waiting;
        this.measuring = measuring;
        this.outlet = outlet;
        this.metrics = metrics;
    }

    /** Takes in what a device sends whose registration is not known. */
    void take(Delivery delivery, List<Reading> readings, Outbox outbox) {
        var device = device(delivery, readings);
        if (readings.stream().allMatch(UnknownDevices::isNoActivity)) {
            list(delivery, device, readings, outbox);
        } else {
            hold(delivery, device, readings, outbox);
        }
    }

    /** Whether the message of a registered device has to wait behind earlier ones; those that can be go on now. */
    boolean isBehindOthers(Delivery delivery, List<Reading> readings) {
        var device = device(delivery, readings);
        if (isRegistered(waiting.line(device))) {
            release(device, RELEASED_PER_ROUND);
        }
        return isRegistered(waiting.line(device)); // more than a transaction should take
    }

    /** Keeps a message in its turn. */
    void queue(Delivery delivery, List<Reading> readings, Outbox outbox) {
        hold(delivery, device(delivery, readings), readings, outbox);
    }

    /** Lets go on what may, some of it, and forgets what has waited too long. */
    void round() {
        int left = RELEASED_PER_ROUND;
        for (Waiting.Line line : waiting.lines()) {
            if (left > 0 && isRegistered(Optional.of(line))) {
                left -= release(line.of(), left);
            }
        }
        long day = Math.floorDiv(outlet.now().toEpochMilli(), DAY_MILLIS);
        if (day != tidiedDay && left > 0) {
            tidiedDay = forget(left) ? day : tidiedDay;
        }
    }

    /** Whether nothing more is to be forgotten. */
    private boolean forget(int most) {
        Instant earliest = outlet.now().minus(KEPT);
        int left = most;
        for (Waiting.Line line : waiting.lines()) {
            if (line.latest() != null && line.latest().isBefore(earliest)) {
                var gone = waiting.take(line.of(), left);
                tell(line.of(), -gone.size(), line.of().tenant());
                metrics.forgotten(gone.size());
                left -= gone.size();
                if (left <= 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Waiting.Device device(Delivery delivery, List<Reading> readings) {
        return new Waiting.Device(delivery.frame().tenantId(), readings.get(0).device());
    }

    private static boolean isNoActivity(Reading reading) {
        return reading.values().stream().allMatch(value -> value.register() == Register.OTHER);
    }

    /** What no registration could turn into an activity need not wait for one: the device is listed as unknown. */
    private void list(Delivery delivery, Waiting.Device device, List<Reading> readings, Outbox outbox) {
        Instant at = Measuring.time(readings.get(0), delivery.receivedAt());
        outbox.context(device.id(), delivery.frame().family() + ":" + device.id() + ":" + at, "not_energy");
        metrics.reading(delivery.frame().family(), "context");
        news(delivery, device, readings, 0, outbox);
    }

    private static void news(Delivery delivery, Waiting.Device device, List<Reading> readings, int held,
            Outbox outbox) {
        Instant at = Measuring.time(readings.get(0), delivery.receivedAt());
        var draft = new FactDraft(delivery.frame().family(), null, delivery.receivedAt());
        readings.forEach(reading -> draft.values(reading, at));
        draft.read(at);
        draft.held(held);
        outbox.fact(device.id(), draft.fact());
    }

    private void hold(Delivery delivery, Waiting.Device device, List<Reading> readings, Outbox outbox) {
        String full = waiting.whatIsFull(device);
        if (full != null) {
            outbox.letter(device.id(), null, List.of(new Reason(ReasonCode.SOURCE_UNKNOWN.name(), null, "the device "
                    + Quote.of(device.id()) + " is not registered, and it cannot wait until it is: " + full
                    + "; register the device and send this letter in again")), false);
            metrics.reading(delivery.frame().family(), "rejected");
            metrics.noRoom();
            news(delivery, device, readings, 0, outbox);
            return;
        }
        String id = outbox.letter(device.id(), null, List.of(new Reason(ReasonCode.SOURCE_UNKNOWN.name(), null,
                "the device " + Quote.of(device.id())
                        + " is not registered; it waits until PUT /v1/devices/{id} of the query service registers it")),
                true);
        Instant at = Measuring.time(readings.get(0), delivery.receivedAt());
        var waiter = new Waiting.Waiter(id, delivery.frame(), delivery.correlationId(), delivery.channel(),
                delivery.contentType(), readings);
        int kept = waiting.add(device, at, waiter) ? 1 : 0;
        metrics.reading(delivery.frame().family(), "held");
        metrics.waiting(kept);
        news(delivery, device, readings, kept, outbox);
    }

    private boolean isRegistered(Optional<Waiting.Line> waits) {
        return waits.filter(line -> registrations.of(line.tenant(), line.device()).isPresent()
                || line.channels()
                    .stream()
                    .anyMatch(channel -> registrations.of(line.tenant(), line.device() + "/" + channel).isPresent()))
            .isPresent();
    }

    private int release(Waiting.Device device, int most) {
        List<Waiting.Waiter> released = waiting.take(device, most);
        for (Waiting.Waiter waiter : released) {
            var outbox = outlet.outbox(new Delivery(waiter.frame(), waiter.correlationId(), waiter.channel(),
                    waiter.contentType(), waiter.letterId(), false));
            measuring.measure(outbox.delivery(), waiter.readings(), outbox);
            if (outbox.isSilent()) {
                outbox.context(device.id(), "held:" + waiter.letterId(), "channel_not_registered");
            }
            outlet.send(outbox);
        }
        if (!released.isEmpty()) {
            tell(device, -released.size(), released.get(0).correlationId());
            metrics.waiting(-released.size());
        }
        return released.size();
    }

    private void tell(Waiting.Device device, int change, String correlationId) {
        outlet.tell(new RecordKey(device.tenant(), device.id()), SourceFact.held(change, outlet.now()), correlationId);
    }
}
