package io.carbonflow.metering.stream;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

import io.carbonflow.metering.device.Reading;

/** Hands the readings of one message to the meters they are of. */
final class Measuring {

    private final Registrations registrations;
    private final Meters meters;

    Measuring(Registrations registrations, Meters meters) {
        this.registrations = registrations;
        this.meters = meters;
    }

    void measure(Delivery delivery, List<Reading> readings, Outbox outbox) {
        var news = new LinkedHashMap<String, FactDraft>();
        for (Reading reading : inOrder(readings)) {
            Optional<Registration> known = registrations.of(delivery.frame().tenantId(), reading.device(),
                    reading.channel());
            if (known.isEmpty()) {
                // Another channel of the message is registered, so somebody chose: this one is listed and does not wait.
                unknownChannel(delivery, reading, outbox);
                continue;
            }
            Registration registration = known.get();
            FactDraft draft = news.computeIfAbsent(registration.id(),
                    id -> new FactDraft(delivery.frame().family(), registration, delivery.receivedAt()));
            meters.read(delivery, reading, registration, draft, outbox);
        }
        news.forEach((source, draft) -> outbox.fact(source, draft.fact()));
    }

    private static void unknownChannel(Delivery delivery, Reading reading, Outbox outbox) {
        Instant at = time(reading, delivery.receivedAt());
        var draft = new FactDraft(delivery.frame().family(), null, delivery.receivedAt());
        draft.values(reading, at);
        draft.read(at);
        String channel = reading.channel() == null ? "" : "/" + reading.channel();
        outbox.fact(reading.device() + channel, draft.fact());
    }

    private static List<Reading> inOrder(List<Reading> readings) {
        boolean haveTimes = readings.stream().allMatch(reading -> reading.at() != null);
        return haveTimes ? readings.stream().sorted(Comparator.comparing(Reading::at)).toList() : readings;
    }

    /** Its own time as well as it is known without a registration. */
    static Instant time(Reading reading, Instant receivedAt) {
        Instant at = reading.at() != null ? reading.at()
                : reading.localTime() != null ? reading.localTime().toInstant(ZoneOffset.UTC) : receivedAt;
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
