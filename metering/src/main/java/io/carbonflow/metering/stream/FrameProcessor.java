package io.carbonflow.metering.stream;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jboss.logging.Logger;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordHeaders;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.MeterFrame;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.metering.device.DeviceFamily;
import io.carbonflow.metering.device.Frame;
import io.carbonflow.metering.device.Interpretation;
import io.carbonflow.metering.device.Reading;
import io.carbonflow.metering.source.SourceFact;

/** Takes in messages of devices, has their family read them, and hands the readings to the meters or lets them wait. */
final class FrameProcessor implements Processor<String, byte[], String, Outgoing> {

    private static final Logger LOG = Logger.getLogger(FrameProcessor.class);
    private static final Duration ROUND = Duration.ofMillis(250);
    /** How often what is registered is compared with what was. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final Wire wire;
    private final Map<String, DeviceFamily> byName;
    private final ContractConfig contract;
    private final Bounds bounds;
    private final MeteringMetrics metrics;
    private ProcessorContext<String, Outgoing> context;
    private Outlet outlet;
    private Registrations registrations;
    private FamilyReader families;
    private Measuring measuring;
    private UnknownDevices unknown;
    private OtherReadings others;

    FrameProcessor(Wire wire, Map<String, DeviceFamily> families, ContractConfig contract, Bounds bounds,
            MeteringMetrics metrics) {
        this.wire = wire;
        this.byName = families;
        this.contract = contract;
        this.bounds = bounds;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, Outgoing> processorContext) {
        context = processorContext;
        outlet = new Outlet(context, wire, bounds.valueBytesMax());
        registrations = new Registrations(context.getStateStore(Registrations.STORE), wire);
        families = new FamilyReader(byName, registrations, context.getStateStore(Sessions.STORE), outlet::now, bounds);
        var meters = new Meters(context.getStateStore(Meters.STORE), context.getStateStore(StoredHistory.STORE),
                new TrustBoard(context.getStateStore(TrustBoard.STORE), wire), contract, metrics);
        measuring = new Measuring(registrations, meters);
        unknown = new UnknownDevices(registrations,
                new Waiting(context.getStateStore(Waiting.STORE), context.getStateStore(Waiting.INDEX), bounds),
                measuring, outlet, metrics);
        others = new OtherReadings(wire, families, registrations, meters, contract, outlet);
        context.schedule(ROUND, PunctuationType.WALL_CLOCK_TIME, time -> {
            unknown.round();
            families.round();
        });
        if (context.taskId().partition() == 0) { // every instance knows all registrations: one of them tells of them
            var news = new RegistrationNews(registrations, outlet);
            context.schedule(LOOK, PunctuationType.WALL_CLOCK_TIME, time -> news.tell());
        }
    }

    @Override
    public void process(Record<String, byte[]> message) {
        if (context.recordMetadata().orElseThrow().topic().equals(Topics.RAW_METER)) {
            wire.decode(message.value(), MeterFrame.class)
                .filter(frame -> frame.getTenantId().matches(RecordKey.TENANT_PATTERN))
                .ifPresentOrElse(frame -> read(delivery(frame, message)), () -> refuse(message));
        } else {
            others.observe(message);
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
        var outbox = outlet.outbox(stray.delivery());
        outbox.letter(stray.source(), null, List.of(new Reason(ReasonCode.SCHEMA_INCOMPATIBLE.name(), null,
                "a record of " + Topics.RAW_METER + " is a message of a device of a tenant, found other bytes")),
                false);
        outlet.send(outbox);
    }

    private void read(Delivery delivery) {
        Frame frame = delivery.frame();
        Interpretation said = families.read(frame);
        var outbox = outlet.outbox(delivery);
        said.commands().forEach(command -> outbox.command(command.topic(), command.payload(), command.qos()));
        String family = families.isFamily(frame.family()) ? frame.family() : "unknown";
        String eventId = frame.family() + ":" + frame.device() + ":" + frame.receivedAt();
        if (said.context() != null) {
            outbox.context(frame.device(), eventId, said.context());
            metrics.reading(family, "context");
        } else if (!said.refused().isEmpty()) {
            outbox.letter(frame.device(), null, said.refused(), false);
            metrics.reading(family, "rejected");
        } else {
            readings(delivery, said.readings(), outbox);
        }
        outlet.send(outbox);
        // What is said of a device's line comes after what it measured, so that a death is the last word.
        for (Interpretation.Status status : said.statuses()) {
            outlet.tell(new RecordKey(frame.tenantId(), status.device()),
                    SourceFact.line(frame.family(), status.isOnline(), frame.receivedAt()), delivery.correlationId());
        }
    }

    private void readings(Delivery delivery, List<Reading> readings, Outbox outbox) {
        String tenant = delivery.frame().tenantId();
        boolean isKnown = readings.stream()
            .anyMatch(reading -> registrations.of(tenant, reading.device(), reading.channel()).isPresent());
        if (!isKnown) {
            unknown.take(delivery, readings, outbox);
        } else if (unknown.isBehindOthers(delivery, readings)) {
            unknown.queue(delivery, readings, outbox);
        } else {
            measuring.measure(delivery, readings, outbox);
        }
    }
}
