package io.carbonflow.gateway.pressure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;

import io.carbonflow.contracts.avro.DeviceRegistration;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.gateway.documents.ByTenant;
import io.carbonflow.gateway.documents.Documents;
import io.carbonflow.gateway.masterdata.MasterData;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.intake.device.DeviceTopic;
import io.carbonflow.intake.device.Family;
import io.carbonflow.intake.document.DocumentKinds;
import io.carbonflow.intake.document.IntakeDocument;
import io.carbonflow.intake.policy.IntakePolicy;
import io.carbonflow.intake.policy.Priority;
import io.carbonflow.intake.policy.Rate;
import io.carbonflow.intake.policy.Sample;
import io.carbonflow.intake.policy.SourceRule;
import io.carbonflow.platform.problem.ProblemException;
import io.micrometer.core.instrument.MeterRegistry;

/** Holds what comes in against its tenant's policy, and against what this instance has room for. */
@ApplicationScoped
public class Admission {

    /** Why an item is recorded and not booked. */
    public static final String SAMPLED_OUT = "sampled_out";

    private static final Logger LOG = Logger.getLogger(Admission.class);
    private static final String COUNTER = "counter";

    private final ByTenant<IntakePolicy> policies;
    private final MasterData masterData;
    private final Load load;
    private final PressureConfig config;
    private final Buckets buckets;
    private final MeterRegistry registry;

    Admission(Documents documents, MasterData masterData, Load load, PressureConfig config, MeterRegistry registry) {
        this.masterData = masterData;
        this.load = load;
        this.config = config;
        this.registry = registry;
        buckets = new Buckets(config.sourcesMax());
        policies = documents.byTenant(DocumentKinds.INTAKE_POLICY, Admission::policy);
    }

    /**
     * The verdicts of a delivery, those that are sampled out turned into context. The delivery is admitted as a whole.
     *
     * @throws ProblemException 429 with the time to wait: nothing of it may be taken, and nothing is counted
     */
    public List<Verdict> admit(String tenantId, String channel, List<Verdict> verdicts) {
        IntakePolicy policy = policies.of(tenantId);
        var rules = new ArrayList<SourceRule>(verdicts.size());
        var demands = new LinkedHashMap<String, Buckets.Demand>();
        Priority priority = Priority.LOW;
        for (Verdict verdict : verdicts) {
            String source = sourceOf(verdict);
            SourceRule rule = policy.ruleFor(source, supplierOf(verdict), channel);
            rules.add(rule);
            priority = rule.priority().compareTo(priority) > 0 ? rule.priority() : priority;
            rule.rate().ifPresent(rate -> add(demands, sourceLimit(tenantId, channel, source), rate, 1));
        }
        policy.tenant().ifPresent(rate -> add(demands, "tenant " + tenantId, rate, verdicts.size()));
        makeRoom(verdicts.isEmpty() ? Priority.NORMAL : priority, demands);
        var admitted = new ArrayList<Verdict>(verdicts.size());
        for (int i = 0; i < verdicts.size(); i++) {
            admitted.add(sampled(verdicts.get(i), rules.get(i).sample(), channel));
        }
        return admitted;
    }

    /**
     * Whether a device's message goes on; if not, it is sampled out. Only the totals of registered counters are ever
     * sampled: the next one taken holds what those left out would have told.
     *
     * @throws ProblemException as {@link #admit}
     */
    public boolean admitFrame(String tenantId, DeviceTopic device, String topic, byte[] payload) {
        String channel = device.family().wireName();
        Optional<DeviceRegistration> registered = masterData.device(tenantId, device.device());
        SourceRule rule = policies.of(tenantId)
            .ruleFor(device.device(), registered.map(DeviceRegistration::getSupplierId).orElse(null), channel);
        var demands = new LinkedHashMap<String, Buckets.Demand>();
        rule.rate().ifPresent(rate -> add(demands, sourceLimit(tenantId, channel, device.device()), rate, 1));
        policies.of(tenantId).tenant().ifPresent(rate -> add(demands, "tenant " + tenantId, rate, 1));
        makeRoom(rule.priority(), demands);
        boolean isTotal = registered.filter(one -> COUNTER.equals(one.getMeasures())).isPresent()
                && saysTotals(device.family(), topic);
        boolean isTaken = !isTotal || takes(rule.sample(), sample -> sample.takes(payload));
        if (!isTaken) {
            registry.counter("carbonflow.pressure.sampled.out", "channel", channel).increment();
        }
        return isTaken;
    }

    /** The supplier a sampled-out item's total is missing from; null where it names none. */
    public static String supplierOf(Verdict verdict) {
        return verdict instanceof Verdict.Accepted accepted ? accepted.activity().getSupplierId() : null;
    }

    private void makeRoom(Priority priority, Map<String, Buckets.Demand> demands) {
        if (!load.hasRoomFor(priority)) {
            refused("pressure", priority);
            throw ProblemException.tooMany("more is on its way to the message broker than it takes; items of "
                    + priority.word() + " priority have to wait, nothing was taken", config.retryAfter());
        }
        buckets.take(demands.values(), System.nanoTime()).ifPresent(wait -> {
            refused("rate", priority);
            throw ProblemException.tooMany("the limit of the " + wait.demand().name() + " is "
                    + wait.demand().rate().itemsPerSecond().toPlainString() + " items a second and "
                    + wait.demand().rate().burst() + " at once; nothing was taken", wait.time());
        });
    }

    private void refused(String why, Priority priority) {
        registry.counter("carbonflow.pressure.refused", "why", why, "priority", priority.word()).increment();
    }

    private Verdict sampled(Verdict verdict, Optional<Sample> sample, String channel) {
        if (!(verdict instanceof Verdict.Accepted accepted) || takes(sample,
                one -> one.takes(accepted.activity().getEventId()))) {
            return verdict;
        }
        RawActivity activity = accepted.activity();
        if (activity.getOperation() != null || activity.getRevision() != null) {
            return verdict; // a version left out would let the one before it stand for ever
        }
        registry.counter("carbonflow.pressure.sampled.out", "channel", channel).increment();
        return new Verdict.Context(activity.getEventId(), activity.getSourceId(), SAMPLED_OUT);
    }

    private boolean takes(Optional<Sample> sample, Predicate<Sample> decides) {
        return sample.isEmpty() || sample.get().onlyUnderPressure() && !load.isUnderPressure()
                || decides.test(sample.get());
    }

    private static boolean saysTotals(Family family, String topic) {
        return switch (family) {
            case TASMOTA -> topic.endsWith("/SENSOR");
            case SHELLY -> topic.contains("/status/") || topic.endsWith("/events/rpc");
            case ZIGBEE2MQTT -> !topic.endsWith("/availability");
            case SPARKPLUG, HOMIE -> false; // births, sequences and units must not be missed
        };
    }

    private static String sourceLimit(String tenantId, String channel, String source) {
        return "source " + (source == null ? "of " + channel : source) + " of tenant " + tenantId;
    }

    private static void add(Map<String, Buckets.Demand> demands, String name, Rate rate, long items) {
        demands.merge(name, new Buckets.Demand(name, rate, items),
                (one, other) -> new Buckets.Demand(name, rate, one.items() + other.items()));
    }

    private static String sourceOf(Verdict verdict) {
        return verdict.fold(accepted -> accepted.activity().getSourceId(), Verdict.Refused::source,
                Verdict.Held::source, Verdict.Context::source);
    }

    private static IntakePolicy policy(List<IntakeDocument> documents) {
        for (IntakeDocument document : documents) {
            try {
                return IntakePolicy.of(document);
            } catch (IllegalArgumentException e) {
                // A newer release may have stored what this one cannot read; nothing is refused for that.
                LOG.errorf("the intake policy of tenant %s, version %d, cannot be read and is passed over: %s",
                        document.tenantId(), document.version(), e.getMessage());
            }
        }
        return IntakePolicy.OPEN;
    }
}
