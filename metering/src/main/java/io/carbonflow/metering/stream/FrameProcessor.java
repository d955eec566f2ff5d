package io.carbonflow.metering.stream;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jboss.logging.Logger;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.contract.Times;
import io.carbonflow.intake.json.Quote;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.source.SourceFact;

/**
 * Takes in messages of devices, has their family read them, and hands the readings to the meters; keeps those of devices
 * nobody has registered until somebody does. Beside them it looks at the readings that reach raw.iot.energy directly.
 */
final class FrameProcessor implements Processor<String, byte[], String, Outgoing> {

    static final String SESSIONS = "sessions";

    private static final Logger LOG = Logger.getLogger(FrameProcessor.class);
    private static final Duration ROUND = Duration.ofMillis(250);
    private static final int RELEASED_PER_ROUND = 500;
    /** More of one message could not be worked through in the time of a transaction. */
    private static final int READINGS_MAX = 10_000;
    /** A larger one would not fit into a record of the store's changelog. */
    private static final int SESSION_BYTES_MAX = 3 << 20;

    private final Wire wire;
    private final Map<String, DeviceFamily> families;
    private final ContractConfig contract;
    private final MeteringMetrics metrics;
    private ProcessorContext<String, Outgoing> context;
    private KeyValueStore<String, byte[]> sessions;
    private Registrations registrations;
    private Waiting waiting;
    private Meters meters;

    FrameProcessor(Wire wire, Map<String, DeviceFamily> families, ContractConfig contract, MeteringMetrics metrics) {
        this.wire = wire;
        this.families = families;
        this.contract = contract;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> processorContext) {
        context = processorContext;
        sessions = context.getStateStore(SESSIONS);
        registrations = new Registrations(context.getStateStore(Registrations.STORE), wire);
        waiting = new Waiting(context.getStateStore(Waiting.STORE), context.getStateStore(Waiting.INDEX));
        meters = new Meters(context.getStateStore(Meters.STORE), context.getStateStore(StoredHistory.STORE),
                new TrustBoard(context.getStateStore(TrustBoard.STORE), wire), contract, metrics);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> releaseRegistered());
    }

    @Override
    public void process(Record<String, byte[]> message) {
        if (context.recordMetadata().orElseThrow().topic().equals(Topics.RAW_METER)) {
            wire.decode(message.value(), MeterFrame.class)
                .filter(frame -> frame.getTenantId().matches(RecordKey.TENANT_PATTERN))
                .ifPresentOrElse(frame -> read(delivery(frame, message)), () -> refuse(message));
        } else {
            observe(message);
        }
    }

    private static Delivery delivery(MeterFrame frame, Record<String, byte[]> message) {
        byte[] payload = new byte[frame.getPayload().remaining()];
        frame.getPayload().duplicate().get(payload);
        return new Delivery(
                new Frame(frame.getTenantId(), frame.getFamily(), frame.getDevice(), frame.getTopic(),
                        frame.getRetained(), frame.getReceivedAt(), payload),
                frame.getCorrelationId(), frame.getChannel(), frame.getContentType(), null,
                message.headers().lastHeader(RecordHeaders.REVIEWED_BY) != null);
    }

    /** Its receipt is counted, so what became of it has to be known too. */
    private void refuse(Record<String, byte[]> message) {
        var stray = new Stray(message);
        LOG.warnf("a record of %s is no message of a device and is kept as a dead letter", Topics.RAW_METER);
        var outbox = new Outbox(wire, stray.delivery(), now());
        outbox.letter(stray.source(), null, List.of(new Reason(ReasonCode.SCHEMA_INCOMPATIBLE.name(), null,
                "a record of " + Topics.RAW_METER + " is a message of a device of a tenant, found other bytes")),
                false);
        send(outbox);
    }

    private void read(Delivery delivery) {
        Frame frame = delivery.frame();
        Interpretation said = interpret(frame);
        var outbox = new Outbox(wire, delivery, now());
        said.commands().forEach(command -> outbox.command(command.topic(), command.payload(), command.qos()));
        String eventId = frame.family() + ":" + frame.device() + ":" + frame.receivedAt();
        if (said.context() != null) {
            outbox.context(frame.device(), eventId, said.context());
            metrics.reading(frame.family(), "context");
        } else if (!said.refused().isEmpty()) {
            outbox.letter(frame.device(), null, said.refused(), false);
            metrics.reading(frame.family(), "rejected");
        } else {
            readings(delivery, said.readings(), outbox);
        }
        send(outbox);
        // What is said of a device's line comes after what it measured, so that a death is the last word.
        for (Interpretation.Status status : said.statuses()) {
            tell(new RecordKey(frame.tenantId(), status.device()), status(frame, status), delivery);
        }
    }

    private Interpretation interpret(Frame frame) {
        DeviceFamily family = families.get(frame.family());
        if (family == null) {
            return refused(ReasonCode.MALFORMED,
                    "the device family " + Quote.of(frame.family()) + " is not one of " + families.keySet());
        }
        String key = frame.tenantId() + '\0' + frame.family() + '\0' + frame.device();
        try {
            Interpretation said = family.read(frame, sessions.get(key));
            if (said.readings().size() > READINGS_MAX) {
                return refused(ReasonCode.TOO_LARGE, "a message has at most " + READINGS_MAX + " readings, found "
                        + said.readings().size());
            }
            if (said.session() != null && said.session().length <= SESSION_BYTES_MAX) {
                sessions.put(key, said.session());
            }
            return said;
        } catch (RuntimeException e) {
            LOG.errorf(e, "a %s message could not be read", frame.family());
            return refused(ReasonCode.MALFORMED, "the message could not be examined; see our log");
        }
    }

    private static Interpretation refused(ReasonCode code, String detail) {
        return Interpretation.refused(List.of(new Reason(code.name(), null, detail)));
    }

    private void readings(Delivery delivery, List<Reading> readings, Outbox outbox) {
        String tenant = delivery.frame().tenantId();
        boolean isKnown = readings.stream()
            .anyMatch(reading -> registrations.of(tenant, reading.device(), reading.channel()).isPresent());
        Waiting.Device device = new Waiting.Device(tenant, readings.get(0).device());
        if (!isKnown) {
            if (readings.stream().allMatch(FrameProcessor::isNoActivity)) {
                list(delivery, device, readings, outbox);
            } else {
                hold(delivery, device, readings, outbox);
            }
            return;
        }
        if (waiting.line(device).filter(this::isRegistered).isPresent()) {
            release(device, RELEASED_PER_ROUND); // they came first
        }
        if (waiting.line(device).filter(this::isRegistered).isPresent()) {
            hold(delivery, device, readings, outbox); // more than a transaction should take: this one waits its turn
        } else {
            measure(delivery, readings, outbox);
        }
    }

    private static boolean isNoActivity(Reading reading) {
        return reading.values().stream().allMatch(value -> value.register() == Reading.Register.OTHER);
    }

    /** What no registration could turn into an activity need not wait for one: the device is listed as unknown. */
    private void list(Delivery delivery, Waiting.Device device, List<Reading> readings, Outbox outbox) {
        Instant at = time(readings.get(0), delivery.receivedAt());
        outbox.context(device.id(), delivery.frame().family() + ":" + device.id() + ":" + at, "not_energy");
        metrics.reading(delivery.frame().family(), "context");
        unknown(delivery, device, readings, 0, outbox);
    }

    private static void unknown(Delivery delivery, Waiting.Device device, List<Reading> readings, int held,
            Outbox outbox) {
        Instant at = time(readings.get(0), delivery.receivedAt());
        var draft = new FactDraft(delivery.frame().family(), null, delivery.receivedAt());
        readings.forEach(reading -> draft.values(reading, at));
        draft.read(at);
        draft.held(held);
        outbox.fact(device.id(), draft.fact());
    }

    private void measure(Delivery delivery, List<Reading> readings, Outbox outbox) {
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

    private void hold(Delivery delivery, Waiting.Device device, List<Reading> readings, Outbox outbox) {
        String id = outbox.letter(device.id(), null, List.of(new Reason(ReasonCode.SOURCE_UNKNOWN.name(), null,
                "the device " + Quote.of(device.id())
                        + " is not registered; it waits until PUT /v1/devices/{id} of the query service registers it")),
                true);
        Instant at = time(readings.get(0), delivery.receivedAt());
        var waiter = new Waiting.Waiter(id, delivery.frame(), delivery.correlationId(), delivery.channel(),
                delivery.contentType(), readings);
        int kept = waiting.add(device, at, waiter) ? 1 : 0;
        metrics.reading(delivery.frame().family(), "held");
        metrics.waiting(kept);
        unknown(delivery, device, readings, kept, outbox);
    }

    private static Instant time(Reading reading, Instant receivedAt) {
        Instant at = reading.at() != null ? reading.at()
                : reading.localTime() != null ? reading.localTime().toInstant(ZoneOffset.UTC) : receivedAt;
        return at.truncatedTo(ChronoUnit.MICROS);
    }

    private void releaseRegistered() {
        int left = RELEASED_PER_ROUND;
        for (Waiting.Line line : waiting.lines()) {
            if (left > 0 && isRegistered(line)) {
                left -= release(new Waiting.Device(line.tenant(), line.device()), left);
            }
        }
    }

    private boolean isRegistered(Waiting.Line line) {
        return registrations.of(line.tenant(), line.device()).isPresent()
                || line.channels()
                    .stream()
                    .anyMatch(channel -> registrations.of(line.tenant(), line.device() + "/" + channel).isPresent());
    }

    private int release(Waiting.Device device, int most) {
        List<Waiting.Waiter> released = waiting.take(device, most);
        for (Waiting.Waiter waiter : released) {
            var delivery = new Delivery(waiter.frame(), waiter.correlationId(), waiter.channel(),
                    waiter.contentType(), waiter.letterId(), false);
            var outbox = new Outbox(wire, delivery, now());
            measure(delivery, waiter.readings(), outbox);
            if (outbox.isSilent()) {
                outbox.context(device.id(), "held:" + waiter.letterId(), "channel_not_registered");
            }
            send(outbox);
        }
        if (!released.isEmpty()) {
            var fewer = new SourceFact(null, null, null, null, now(), 0, 0, 0, 0, 0, -released.size(), null, List.of());
            tell(new RecordKey(device.tenant(), device.id()), fewer, delivery(released.get(0)));
            metrics.waiting(-released.size());
        }
        return released.size();
    }

    private static Delivery delivery(Waiting.Waiter waiter) {
        return new Delivery(waiter.frame(), waiter.correlationId(), waiter.channel(), waiter.contentType(), null,
                false);
    }

    /** Of what others send, only the beat of registered meters of intervals matters here. */
    private void observe(Record<String, byte[]> message) {
        boolean isOurs = message.headers().lastHeader(RecordHeaders.DERIVED) != null || message.key() == null;
        Optional<Registration> known = isOurs ? Optional.empty() : registered(message.key());
        if (known.isPresent()) {
            wire.decode(message.value(), RawActivity.class)
                .filter(activity -> activity.getOperation() == null && !activity.getChannel().equals("metering")
                        && !families.containsKey(activity.getChannel()) && isOf(activity, message.key()))
                .ifPresent(activity -> observe(activity, known.get()));
        }
    }

    /** Others write to that topic too, and a tenant is known by the key alone. */
    private static boolean isOf(RawActivity activity, String key) {
        return key.equals(activity.getTenantId() + '|' + activity.getSourceId());
    }

    private Optional<Registration> registered(String key) {
        int bar = key.indexOf('|');
        return bar < 0 ? Optional.empty() : registrations.of(key.substring(0, bar), key.substring(bar + 1));
    }

    private void observe(RawActivity activity, Registration registration) {
        Instant told = activity.getPeriodEnd() == null ? activity.getOccurredAt() : activity.getPeriodEnd();
        Instant at = Times.at(activity.getReceivedAt(), contract).within(told, "time", new Reasons());
        BigDecimal amount = ExactDecimal.parse(activity.getQuantity()).orElse(BigDecimal.ONE.negate());
        if (at == null || amount.signum() < 0) {
            return; // the calculator refuses it
        }
        var news = new FactDraft(null, registration, activity.getReceivedAt());
        news.read(at);
        var frame = new Frame(activity.getTenantId(), "carbonflow", activity.getSourceId(), "", false,
                activity.getReceivedAt(), new byte[0]);
        var delivery = new Delivery(frame, activity.getCorrelationId(), activity.getChannel(),
                activity.getContentType(), null, false);
        var outbox = new Outbox(wire, delivery, now());
        if (registration.measures("interval") && registration.isOfMeter()) {
            meters.observe(new RecordKey(activity.getTenantId(), activity.getSourceId()), registration, at,
                    amount, activity.getReceivedAt(), activity.getUnit(), news, outbox);
        }
        outbox.fact(registration.id(), news.fact());
        send(outbox);
    }

    private static SourceFact status(Frame frame, Interpretation.Status status) {
        return new SourceFact(frame.family(), null, null, null, frame.receivedAt(), 0, 0, 0, 0, 0, 0,
                status.isOnline(), List.of());
    }

    private void tell(RecordKey source, SourceFact fact, Delivery delivery) {
        context.forward(Outgoing.record(source, Outgoing.FACTS, io.carbonflow.metering.Json.write(fact),
                delivery.correlationId(), delivery.receivedAt(), context.currentSystemTimeMs()));
    }

    private void send(Outbox outbox) {
        outbox.close(context.currentSystemTimeMs(), context::forward);
    }

    private Instant now() {
        return Instant.ofEpochMilli(context.currentSystemTimeMs());
    }
}
