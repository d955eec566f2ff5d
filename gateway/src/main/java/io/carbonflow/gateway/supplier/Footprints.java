package io.carbonflow.gateway.supplier;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.SupplierBody;
import io.carbonflow.contracts.avro.SupplierFactor;
import io.carbonflow.gateway.masterdata.CompactedTopic;
import io.carbonflow.intake.contract.Verdict;
import io.carbonflow.platform.messaging.RecordProducer;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;

/**
 * The footprints suppliers pushed, kept in a compacted topic and in memory, and given to purchases of the product that
 * come without a factor of their own.
 */
@ApplicationScoped
public class Footprints {

    private static final Logger LOG = Logger.getLogger(Footprints.class);
    private static final String PRODUCT = "product.";

    private final RecordProducer producer;
    private final ObjectMapper json;
    private final CompactedTopic topic;
    /** By tenant and id. */
    private final Map<RecordKey, Footprint> known = new ConcurrentHashMap<>();
    /** Ids of footprints by tenant and product. */
    private final Map<RecordKey, Map<String, Footprint>> byProduct = new ConcurrentHashMap<>();

    Footprints(RecordProducer producer, ObjectMapper json,
            @ConfigProperty(name = "kafka.bootstrap.servers", defaultValue = "localhost:9092") String servers) {
        this.producer = producer;
        this.json = json;
        topic = new CompactedTopic(Topics.SUPPLIER_FOOTPRINTS, servers, this::take, false);
    }

    void start(@Observes StartupEvent started) {
        topic.start();
    }

    void stop(@Observes ShutdownEvent stopping) {
        topic.close();
    }

    /** Completes when the broker has each of them; one that is older than what is known is left out. */
    CompletionStage<Void> publish(String tenantId, List<Footprint> footprints) {
        return CompletableFuture.allOf(footprints.stream()
            .filter(footprint -> isNewest(tenantId, footprint))
            .map(footprint -> producer.send(record(tenantId, footprint)).toCompletableFuture())
            .toArray(CompletableFuture<?>[]::new));
    }

    private boolean isNewest(String tenantId, Footprint footprint) {
        Footprint present = known.get(new RecordKey(tenantId, footprint.id()));
        return present == null || present.version() <= footprint.version();
    }

    private ProducerRecord<byte[], byte[]> record(String tenantId, Footprint footprint) {
        try {
            return new ProducerRecord<>(Topics.SUPPLIER_FOOTPRINTS,
                    new RecordKey(tenantId, footprint.id()).toString().getBytes(StandardCharsets.UTF_8),
                    json.writeValueAsBytes(footprint));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The verdict, with the supplier's footprint as the factor of a purchased product that came without one.
     *
     * @throws IllegalStateException while the footprints are not read yet: nothing may be acknowledged then
     */
    public Verdict applied(String tenantId, Verdict verdict) {
        if (!(verdict instanceof Verdict.Accepted accepted)
                || !accepted.activity().getActivity().startsWith(PRODUCT)
                || !(accepted.activity().getBody() instanceof SupplierBody body) || body.getFactor() != null) {
            return verdict;
        }
        if (!topic.isRead()) {
            throw new IllegalStateException("the suppliers' footprints are not read yet");
        }
        RawActivity activity = accepted.activity();
        find(tenantId, activity).ifPresent(footprint -> {
            activity.setBody(new SupplierBody(new SupplierFactor(footprint.kgCo2ePerUnit(), footprint.unit(),
                    footprint.validFrom().toString(), footprint.validTo().toString(), footprint.source())));
            String why = "supplier_factor taken from footprint " + footprint.id();
            activity.setGateOutcome("augment");
            activity.setGateReason(activity.getGateReason() == null ? why : activity.getGateReason() + "; " + why);
        });
        return verdict;
    }

    private Optional<Footprint> find(String tenantId, RawActivity activity) {
        LocalDate day = activity.getOccurredAt().atZone(ZoneOffset.UTC).toLocalDate();
        var ofProduct = byProduct.getOrDefault(new RecordKey(tenantId,
                activity.getActivity().substring(PRODUCT.length()).toLowerCase(Locale.ROOT)), Map.of());
        var fitting = ofProduct.values()
            .stream()
            .filter(footprint -> footprint.isValidOn(day) && isConvertible(activity.getUnit(), footprint.unit()))
            .toList();
        String supplierId = activity.getSupplierId();
        boolean isClear = supplierId != null
                || fitting.stream().map(Footprint::suppliers).distinct().count() == 1;
        return fitting.stream()
            .filter(footprint -> isClear && (supplierId == null || footprint.suppliers().contains(supplierId)))
            .max(Comparator.comparing(Footprint::created).thenComparing(Footprint::id));
    }

    private static boolean isConvertible(String unit, String other) {
        return unit != null && Unit.find(unit)
            .flatMap(one -> Unit.find(other).map(one::convertsTo))
            .orElse(false);
    }

    private void take(String key, byte[] value) {
        var name = RecordKey.parse(key);
        Footprint before = known.remove(name);
        if (before != null) {
            before.products().forEach(product -> {
                var others = byProduct.get(new RecordKey(name.tenantId(), product));
                if (others != null) {
                    others.remove(before.id());
                }
            });
        }
        if (value == null) {
            return;
        }
        try {
            Footprint footprint = json.readValue(value, Footprint.class);
            known.put(name, footprint);
            footprint.products()
                .forEach(product -> byProduct
                    .computeIfAbsent(new RecordKey(name.tenantId(), product), none -> new ConcurrentHashMap<>())
                    .put(footprint.id(), footprint));
        } catch (IOException e) {
            LOG.warnf("footprint %s cannot be read and is passed over: %s", key, e.getMessage());
        }
    }
}
