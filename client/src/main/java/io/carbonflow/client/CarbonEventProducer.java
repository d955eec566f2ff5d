package io.carbonflow.client;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.contract.ActivityContract;
import io.carbonflow.intake.contract.Circumstances;
import io.carbonflow.intake.contract.ContractConfig;
import io.carbonflow.intake.contract.Verdict;

/**
 * Sends events. An event that breaks the contract does not leave; what leaves is repeated until it is acknowledged, which
 * ids make harmless. Safe for use by several threads.
 */
public final class CarbonEventProducer implements AutoCloseable {

    private final ActivityContract contract = new ActivityContract(ContractConfig.DEFAULT);
    private final TenantContracts contracts;
    private final Transport transport;
    private final Clock clock;

    CarbonEventProducer(Transport transport, Clock clock) {
        this(transport, clock, TenantContracts.NONE);
    }

    private CarbonEventProducer(Transport transport, Clock clock, TenantContracts contracts) {
        this.contracts = contracts;
        this.transport = transport;
        this.clock = clock;
    }

    /** To the gateway's REST API. */
    public static CarbonEventProducer overHttp(URI gateway, String apiKey) {
        return new CarbonEventProducer(new HttpTransport(gateway, apiKey, HttpTransport.Patience.DEFAULT),
                Clock.systemUTC());
    }

    /**
     * Straight to the raw topics, for producers inside the platform; needs {@code kafka-clients} on the class path.
     *
     * @param tenantId whose events these are; the broker's access rules say who may write there
     * @param kafka    settings of the Kafka producer, {@code bootstrap.servers} at least
     * @param registry base address of the schema registry
     */
    public static CarbonEventProducer overKafka(String tenantId, Map<String, Object> kafka, URI registry) {
        var clock = Clock.systemUTC();
        return new CarbonEventProducer(new KafkaTransport(tenantId, kafka, registry, clock), clock);
    }

    /**
     * The same producer, which holds events against these contracts, too. Both send by the same connections; close one of
     * them.
     */
    public CarbonEventProducer holding(TenantContracts others) {
        return new CarbonEventProducer(transport, clock, others);
    }

    /**
     * Sends one event and waits for its acknowledgement.
     *
     * @throws UndeliveredException where nobody acknowledged it in time; sending it again is safe
     */
    public Delivery send(CarbonEvent event) {
        return sendAll(List.of(event)).get(0);
    }

    /**
     * Sends events and waits until each is acknowledged or refused.
     *
     * @return what became of each, in the order given
     * @throws UndeliveredException where not all were acknowledged in time; sending them all again is safe
     */
    public List<Delivery> sendAll(List<CarbonEvent> events) {
        var deliveries = new ArrayList<Delivery>(events.size());
        var outgoing = new ArrayList<Outgoing>(events.size());
        for (CarbonEvent event : events) {
            Instant now = clock.instant();
            Verdict canonical = contract.examine(event.json(), now);
            Verdict verdict = contracts.book().examine(canonical, new Circumstances(transport.channel(), now, null));
            if (canonical instanceof Verdict.Accepted accepted
                    && (verdict instanceof Verdict.Accepted
                            || verdict instanceof Verdict.Held && transport.isReviewed())) {
                outgoing.add(new Outgoing(deliveries.size(), event, accepted.activity()));
                deliveries.add(null);
            } else {
                deliveries.add(verdict.fold(accepted -> null, refused -> stopped(refused.eventId(), refused.reasons()),
                        held -> stopped(held.eventId(), held.reasons()), context -> null));
            }
        }
        var acknowledged = outgoing.isEmpty() ? List.<Delivery>of() : transport.send(outgoing);
        for (int i = 0; i < acknowledged.size(); i++) {
            deliveries.set(outgoing.get(i).index(), acknowledged.get(i));
        }
        return deliveries;
    }

    @Override
    public void close() {
        transport.close();
    }

    private static Delivery stopped(String id, List<io.carbonflow.contracts.avro.Reason> reasons) {
        return new Delivery(id, Delivery.State.REJECTED, reasons.stream()
            .map(reason -> new Delivery.Reason(reason.getCode(), reason.getField(), reason.getDetail()))
            .toList());
    }

    /**
     * An event the contract lets pass.
     *
     * @param index    its place among those the caller sends
     * @param activity as the contract reads it
     */
    record Outgoing(int index, CarbonEvent event, RawActivity activity) {}

    /** A way to Carbonflow. */
    interface Transport extends AutoCloseable {

        /** The name of this way in, which contracts may be about. */
        String channel();

        /** Whether what is doubtful can be left to a person at the other end. */
        boolean isReviewed();

        /** What became of each, in the order given. */
        List<Delivery> send(List<Outgoing> events);

        @Override
        void close();
    }
}
