package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

import org.apache.kafka.streams.state.KeyValueStore;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.metering.Json;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.device.Reading.Register;
import io.carbonflow.metering.device.Reading.Value;
import io.carbonflow.metering.engine.Counter;
import io.carbonflow.metering.engine.Findings;
import io.carbonflow.metering.engine.Findings.Flow;
import io.carbonflow.metering.engine.Findings.Notice;
import io.carbonflow.metering.engine.History;
import io.carbonflow.metering.engine.Intervals;
import io.carbonflow.metering.engine.Manner;
import io.carbonflow.metering.engine.Power;
import io.carbonflow.metering.engine.Stand;

/** Takes the readings of registered devices and works out what they mean, with what is remembered of each meter. */
final class Meters {

    static final String STORE = "meters";

    private static final long DAY_SECONDS = 86_400;

    private final KeyValueStore<String, byte[]> store;
    private final KeyValueStore<String, String> history;
    private final TrustBoard trust;
    private final ContractConfig contract;
    private final MeteringMetrics metrics;

    Meters(KeyValueStore<String, byte[]> store, KeyValueStore<String, String> history, TrustBoard trust,
            ContractConfig contract, MeteringMetrics metrics) {
        this.store = store;
        this.history = history;
        this.trust = trust;
        this.contract = contract;
        this.metrics = metrics;
    }

    /** Takes in one reading; what it leads to goes into the outbox. */
    void read(Delivery delivery, Reading reading, Registration registration, FactDraft news, Outbox outbox) {
        String key = key(delivery.frame().tenantId(), reading.device(), reading.channel());
        MeterState before = state(key);
        var reasons = new Reasons();
        var time = ReadingTime.of(reading, registration, delivery.receivedAt(), latest(before),
                Times.at(delivery.receivedAt(), contract), reasons);
        if (!reasons.isEmpty()) {
            refuse(delivery, reading, registration, reasons, outbox);
            return;
        }
        news.values(reading, time.at());
        news.read(time.at());
        var findings = new Findings();
        var source = new RecordKey(delivery.frame().tenantId(), registration.id());
        var past = new StoredHistory(history, source, MeterState.name(reading.channel()));
        Measured measured = measure(delivery, reading, registration, time, before, past, findings, reasons);
        if (!reasons.isEmpty()) {
            refuse(delivery, reading, registration, reasons, outbox);
            return;
        }
        if (measured.next() != before) {
            store.put(key, Json.write(tidied(measured.next(), past, time.at())));
        }
        tell(delivery, reading, registration, time, measured.unit(), findings, news, outbox);
    }

    /** Looks at a value that another way in has booked: only what is missing around it matters. */
    void observe(RecordKey source, Registration registration, Instant at, BigDecimal amount, Instant receivedAt,
            String unit, FactDraft news, Outbox outbox) {
        String key = key(source.tenantId(), source.sourceId(), null);
        MeterState before = state(key);
        var findings = new Findings();
        var past = new StoredHistory(history, source, MeterState.name(null));
        var next = before.with(Intervals.seen(before.interval(), at, amount, registration.rules(), past, receivedAt,
                findings));
        store.put(key, Json.write(tidied(next, past, at)));
        var activities = new Activities(registration, null, unit, trust.of(source));
        estimates(activities, findings, news, outbox);
        notices(registration.id(), null, findings, news, outbox);
    }

    /** @param unit what amounts are in; null where the reading has none */
    private record Measured(MeterState next, String unit) {}

    private Measured measure(Delivery delivery, Reading reading, Registration registration, ReadingTime time,
            MeterState before, History past, Findings findings, Reasons reasons) {
        var manner = new Manner(delivery.frame().retained(), time.isArrival(), delivery.isReviewed());
        if (registration.measures("power")) {
            Value power = value(reading, Register.POWER);
            if (power != null) {
                BigDecimal kw = Amounts.kilowatts(power, registration, reasons);
                return new Measured(kw == null ? before
                        : before.with(Power.read(before.power(), time.at(), kw,
                                registration.rules(), manner, past, delivery.receivedAt(), findings)),
                        "kWh");
            }
        } else if (registration.measures("interval")) {
            Value interval = value(reading, Register.INTERVAL);
            interval = interval == null ? value(reading, Register.IMPORT_COUNTER) : interval;
            if (interval != null) {
                var amount = Amounts.measured(interval, registration, reasons);
                return amount == null ? new Measured(before, null)
                        : new Measured(before.with(Intervals.read(before.interval(), time.at(), amount.number(),
                                registration.rules(), manner, past, delivery.receivedAt(), findings)), amount.unit());
            }
        } else if (registration.measures("counter")) {
            Value counter = value(reading, Register.IMPORT_COUNTER);
            if (counter != null) {
                var amount = Amounts.measured(counter, registration, reasons);
                return amount == null ? new Measured(before, null)
                        : new Measured(before.with(Counter.read(before.counter(),
                                new Stand(amount.number(), time.at()), registration.rules(), manner, findings)),
                                amount.unit());
            }
        }
        return new Measured(before, null);
    }

    private void tell(Delivery delivery, Reading reading, Registration registration, ReadingTime time, String unit,
            Findings findings, FactDraft news, Outbox outbox) {
        String eventId = eventId(delivery, reading, time.at());
        var source = new RecordKey(delivery.frame().tenantId(), registration.id());
        var activities = new Activities(registration, reading.channel(), unit, trust.of(source));
        for (Flow flow : findings.flows()) {
            String id = findings.flows().size() == 1 ? eventId : eventId + ":" + flow.from();
            outbox.activity(activities.flow(id, flow, time.isArrival()));
            boolean isDifference = flow.start() != null && flow.from().isBefore(flow.to());
            if (isDifference) {
                new StoredHistory(history, source, MeterState.name(reading.channel()))
                    .keep(new History.Interval(flow.from(), flow.to(), flow.amount()));
            }
        }
        estimates(activities, findings, news, outbox);
        notices(registration.id(), reading.channel(), findings, news, outbox);
        String family = delivery.frame().family();
        if (findings.reviewDetail() != null) {
            outbox.letter(registration.id(), eventId, List.of(new Reason(ReasonCode.QUALITY_REVIEW.name(), null,
                    findings.reviewDetail())), true);
            metrics.reading(family, "held");
        } else if (findings.flows().isEmpty()) {
            outbox.context(registration.id(), eventId, contextReason(reading, findings));
            metrics.reading(family, "context");
            news.good();
        } else {
            metrics.reading(family, "booked");
            news.good();
        }
    }

    private void estimates(Activities activities, Findings findings, FactDraft news, Outbox outbox) {
        findings.withdrawals().forEach(withdrawal -> outbox.estimate(activities.withdrawal(withdrawal)));
        findings.estimates().forEach(estimate -> {
            outbox.estimate(activities.estimate(estimate));
            metrics.imputed(estimate.amount());
            news.imputed();
        });
    }

    private void notices(String source, String channel, Findings findings, FactDraft news, Outbox outbox) {
        for (Notice notice : findings.notices()) {
            outbox.alert(source, channel, notice);
            if (notice.kind().equals("gap")) {
                news.gap();
                metrics.gap();
            }
        }
        if (!findings.estimates().isEmpty()) {
            news.gap();
            metrics.gap();
        }
    }

    private void refuse(Delivery delivery, Reading reading, Registration registration, Reasons reasons,
            Outbox outbox) {
        var refusal = reasons.refusal(null, registration.id());
        outbox.letter(registration.id(), null, refusal.reasons(), false);
        metrics.reading(delivery.frame().family(), "rejected");
        refusal.reasons()
            .stream()
            .filter(reason -> reason.getCode().equals(ReasonCode.OUT_OF_RANGE.name())
                    && "time".equals(reason.getField())
                    || reason.getCode().equals(ReasonCode.TIMESTAMP_IN_FUTURE.name()))
            .findFirst()
            .ifPresent(reason -> {
                Instant hour = delivery.receivedAt().truncatedTo(ChronoUnit.HOURS);
                outbox.alert(registration.id(), reading.channel(),
                        new Notice("clock", hour, null, reason.getDetail(), Map.of()));
            });
    }

    private static String contextReason(Reading reading, Findings findings) {
        if (findings.contextReason() != null) {
            return findings.contextReason();
        }
        if (value(reading, Register.EXPORT_COUNTER) != null) {
            return "export";
        }
        boolean isEnergy = reading.values().stream().anyMatch(value -> value.register() != Register.OTHER);
        return isEnergy ? "no_energy" : "not_energy";
    }

    private MeterState tidied(MeterState state, StoredHistory past, Instant at) {
        long day = Math.floorDiv(at.getEpochSecond(), DAY_SECONDS);
        if (day <= state.prunedDay()) {
            return state;
        }
        past.forgetBefore(at.minus(StoredHistory.KEPT));
        return state.prunedOn(day);
    }

    private static String key(String tenant, String device, String channel) {
        return tenant + '\0' + device + '\0' + MeterState.name(channel);
    }

    private MeterState state(String key) {
        MeterState state = Json.read(store.get(key), MeterState.class);
        return state == null ? MeterState.NONE : state;
    }

    private static Instant latest(MeterState known) {
        return known.counter() != null ? known.counter().last().at()
                : known.power() != null ? known.power().at()
                        : known.interval() != null ? known.interval().last() : null;
    }

    private static Value value(Reading reading, Register register) {
        return reading.values().stream().filter(value -> value.register() == register).findFirst().orElse(null);
    }

    private static String eventId(Delivery delivery, Reading reading, Instant at) {
        String meter = reading.channel() == null ? reading.device() : reading.device() + "/" + reading.channel();
        return delivery.frame().family() + ":" + meter + ":" + at;
    }
}
