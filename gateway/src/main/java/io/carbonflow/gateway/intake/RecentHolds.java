package io.carbonflow.gateway.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.intake.contract.Verdict;

/**
 * The legs of shipments that wait, by tenant and event: a carrier tells of a shipment over and over, and each time says no
 * more of a leg that waits than the letter that is there. The reasons of such a leg say everything its result depends on.
 * Only what the broker has counts; a gateway that has just started may keep one letter more.
 */
@ApplicationScoped
public class RecentHolds {

    /** Why a repeat is context. */
    public static final String REPEATED = "held_repeat";
    private static final Set<String> CHANNELS = Set.of(Channel.FEDEX, Channel.UPS, Channel.DHL);

    private final Map<String, List<Reason>> reasonsByEvent;

    RecentHolds(IntakeConfig config) {
        int max = config.eventsRememberedMax();
        reasonsByEvent = new LinkedHashMap<>(1024, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, List<Reason>> eldest) {
                return size() > max;
            }
        };
    }

    /** The item as it is, or as context where a letter that says the same waits already. */
    synchronized Examined once(Envelope envelope, Examined item) {
        if (!CHANNELS.contains(envelope.channel()) || envelope.releases() != null
                || !(item.verdict() instanceof Verdict.Held held) || held.eventId() == null
                || !held.reasons().equals(reasonsByEvent.get(key(envelope, held.eventId())))) {
            return item;
        }
        String source = held.source() == null ? envelope.channel() : held.source();
        return item.judged(new Verdict.Context(held.eventId(), source, REPEATED));
    }

    /** What the broker has: a leg that waits, or one that waits no more. */
    synchronized void sent(Envelope envelope, Examined item) {
        if (!CHANNELS.contains(envelope.channel())) {
            return;
        }
        item.verdict()
            .fold(accepted -> reasonsByEvent.remove(key(envelope, accepted.activity().getEventId())),
                    refused -> refused, held -> held.eventId() == null ? held
                            : reasonsByEvent.put(key(envelope, held.eventId()), held.reasons()),
                    context -> context);
    }

    private static String key(Envelope envelope, String eventId) {
        return envelope.tenantId() + '|' + eventId;
    }
}
