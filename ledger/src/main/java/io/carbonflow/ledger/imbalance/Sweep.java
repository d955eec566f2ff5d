package io.carbonflow.ledger.imbalance;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;

import io.carbonflow.platform.wire.RegistryUnavailableException;

/**
 * Looks for minutes that do not add up although everything received before has gone all the way. What two sweeps find
 * alike is searched for in the topics; what comes meanwhile is on its way and is no loss.
 */
@ApplicationScoped
class Sweep {

    private static final Logger LOG = Logger.getLogger(Sweep.class);

    private final Passage passage;
    private final MinuteTable minutes;
    private final RawSearch search;
    private final ImbalanceTable table;
    private final ImbalanceAlerts alerts;
    private final Lease lease;
    private final SweepConfig config;
    private final Clock clock;
    private Map<TenantMinute, Long> suspects = Map.of();
    private Instant lastWhole = Instant.EPOCH;

    Sweep(Passage passage, MinuteTable minutes, RawSearch search, ImbalanceTable table, ImbalanceAlerts alerts,
            Lease lease, SweepConfig config, Clock clock) {
        this.passage = passage;
        this.minutes = minutes;
        this.search = search;
        this.table = table;
        this.alerts = alerts;
        this.lease = lease;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Goes through once, if it is ours to do and what there was goes all the way in time.
     *
     * @return whether it came to the end
     * @throws RegistryUnavailableException where records that must be read cannot be, at present
     */
    synchronized boolean run() throws RegistryUnavailableException {
        Duration turn = config.waitMax().multipliedBy(2).plus(config.every());
        if (!lease.take(turn)) {
            suspects = Map.of(); // somebody else looks; what we saw is too old once it is our turn
            return false;
        }
        Instant begun = clock.instant();
        var passed = passage.await(config.waitMax());
        if (passed.isEmpty()) {
            return false;
        }
        boolean isWhole = lastWhole.plus(config.wholeEvery()).isBefore(begun);
        var unbalanced = unbalanced(isWhole, begun);
        var open = table.open();
        close(open, unbalanced);
        if (!lease.take(turn)) {
            return false;
        }
        var alike = alike(unbalanced, open);
        if (!alike.isEmpty()) {
            decide(alike, open, passed.get());
        }
        suspects = unbalanced;
        lastWhole = isWhole ? begun : lastWhole;
        lease.finish(turn);
        return true;
    }

    /** The minutes that are over; of the older ones, where not all are due, those that did not add up last time. */
    private Map<TenantMinute, Long> unbalanced(boolean isWhole, Instant begun) {
        Instant running = begun.truncatedTo(ChronoUnit.MINUTES);
        Instant from = isWhole ? Instant.EPOCH : begun.minus(config.lookBack()).truncatedTo(ChronoUnit.MINUTES);
        var unbalanced = new HashMap<>(minutes.unbalanced(from, running));
        if (!isWhole) {
            var older = suspects.keySet().stream().filter(minute -> minute.start().isBefore(from)).toList();
            unbalanced.putAll(minutes.unbalanced(older));
        }
        return unbalanced;
    }

    private void close(Map<TenantMinute, Imbalance> open, Map<TenantMinute, Long> unbalanced) {
        var elsewhere = open.keySet().stream().filter(minute -> !unbalanced.containsKey(minute)).toList();
        var stillUnbalanced = minutes.unbalanced(elsewhere);
        for (TenantMinute minute : elsewhere) {
            if (stillUnbalanced.containsKey(minute)) {
                unbalanced.put(minute, stillUnbalanced.get(minute));
            } else {
                Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
                var ended = open.get(minute).ended(now);
                alerts.send(ended);
                table.closed(ended, now);
                LOG.infof("tenant %s, minute %s adds up again", minute.tenantId(), minute.start());
            }
        }
    }

    /** Those that were unbalanced by as much last time, and are not known to be. */
    private Set<TenantMinute> alike(Map<TenantMinute, Long> unbalanced, Map<TenantMinute, Imbalance> open) {
        var alike = new LinkedHashSet<TenantMinute>();
        unbalanced.forEach((minute, difference) -> {
            var known = open.get(minute);
            boolean isKnown = known != null && known.finding().difference() == difference;
            if (!isKnown && difference.equals(suspects.get(minute)) && alike.size() < config.minutesMax()) {
                alike.add(minute);
            }
        });
        return alike;
    }

    private void decide(Set<TenantMinute> alike, Map<TenantMinute, Imbalance> open, Map<TopicPartition, Long> passed)
            throws RegistryUnavailableException {
        var before = minutes.unbalanced(alike);
        var result = search.search(alike, passed);
        var after = minutes.unbalanced(alike);
        for (TenantMinute minute : alike) {
            Long difference = before.get(minute);
            if (difference == null || !difference.equals(after.get(minute))) {
                continue; // records of it are being counted; the next sweep sees what that leads to
            }
            var finding = result.evidence()
                .get(minute)
                .conclude(minute, difference, minutes.shardsOf(minute),
                        result.removed().getOrDefault(minute, List.of()), result.isComplete(),
                        config.recordsListedMax());
            finding.ifPresent(found -> keep(found, open.get(minute)));
        }
    }

    private void keep(Finding found, Imbalance known) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var minute = found.minute();
        var imbalance = known == null
                ? new Imbalance(table.newId(minute), 1, now, Optional.empty(), found)
                : known.changed(found);
        alerts.send(imbalance);
        table.opened(imbalance, now);
        LOG.errorf("tenant %s, minute %s does not add up: %d, %s, %d records", minute.tenantId(), minute.start(),
                found.difference(), found.cause().id(), found.missing());
    }
}
