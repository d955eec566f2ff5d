package io.carbonflow.ledger.booking;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

import jakarta.enterprise.context.ApplicationScoped;

import org.jboss.logging.Logger;
import org.jboss.logging.MDC;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.booking.Announcements.TamperedBlockException;
import io.carbonflow.ledger.intake.ReceivedRecord;
import io.carbonflow.ledger.intake.RecordHandler;
import io.carbonflow.ledger.refusal.Refusal;
import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.Halves;
import io.carbonflow.ledger.store.Transactions;
import io.carbonflow.platform.correlation.CorrelationId;
import io.carbonflow.platform.messaging.OutgoingRecord;
import io.carbonflow.platform.security.Regions;
import io.carbonflow.platform.wire.RegistryUnavailableException;
import io.carbonflow.platform.wire.UndecodableRecordException;
import io.carbonflow.platform.wire.WireCodec;

/** Books what the calculator worked out: a batch of a partition is one transaction and at most one block. */
@ApplicationScoped
public class Bookings implements RecordHandler {

    private static final Logger LOG = Logger.getLogger(Bookings.class);

    private static final Pattern TENANT = Pattern.compile(RecordKey.TENANT_PATTERN);

    private final Transactions transactions;
    private final WireCodec codec;
    private final Announcer announcer;
    private final Announcements announcements;
    private final BookingMetrics metrics;
    private final Clock clock;
    private final Duration lateness;
    private final RetentionPeriods periods;
    private final Regions regions;

    Bookings(Transactions transactions, WireCodec codec, Announcer announcer, Announcements announcements,
            BookingMetrics metrics, Clock clock, LedgerConfig config,
            RetentionPeriods periods, Regions regions) {
        this.transactions = transactions;
        this.codec = codec;
        this.announcer = announcer;
        this.announcements = announcements;
        this.metrics = metrics;
        this.clock = clock;
        this.lateness = config.lateness();
        this.periods = periods;
        this.regions = regions;
    }

    /** A record that was read: either it can be booked or it is refused. */
    private record Offered(ReceivedRecord record, Calculated calculated, Refusal refusal) {

        String tenantId() {
            return calculated == null ? refusal.tenantId() : calculated.key().tenantId();
        }
    }

    @Override
    public void handle(List<ReceivedRecord> records) throws RegistryUnavailableException {
        if (!announcer.isReady()) {
            throw new IllegalStateException("the schema of booked entries is not registered yet");
        }
        var offered = new ArrayList<Offered>(records.size());
        for (ReceivedRecord received : records) {
            offered.add(read(received));
        }
        int chain = records.get(0).partition();
        Halves.of(offered, batch -> book(chain, batch), (one, detail) -> book(chain, List.of(
                refused(one.record(), detail))));
    }

    private void book(int chain, List<Offered> offered) {
        var tenantIds = new TreeSet<String>();
        offered.forEach(one -> tenantIds.add(one.tenantId()));
        var calculated = offered.stream().filter(one -> one.refusal() == null).map(Offered::calculated).toList();
        var refusals = offered.stream().filter(one -> one.refusal() != null).map(Offered::refusal).toList();
        var announced = new ArrayList<OutgoingRecord>();
        var booked = transactions.run(tenantIds, transaction -> {
            var batch = Booking.book(transaction, chain, calculated, refusals, lateness, periods);
            announced.addAll(announcer.written(batch.fresh())); // while the server is still writing
            return batch;
        });
        metrics.count(booked, offered.size());
        log(booked.fresh());
        announcements.announce(booked.fresh(), announced);
        if (booked.outcomes().redelivered() > 0) {
            announceWhatOthersBooked(chain);
        }
        announcer.announceRefused(booked.letters());
    }

    /** Whoever booked what comes again may not have come to announcing it. */
    private void announceWhatOthersBooked(int chain) {
        try {
            announcements.catchUp(chain);
        } catch (TamperedBlockException e) { // what was tampered with does not keep others from being booked
            LOG.errorf("blocks of chain %d are not announced: %s", chain, e.getMessage());
        }
    }

    private Offered read(ReceivedRecord received) throws RegistryUnavailableException {
        CalculatedEmission emission;
        try {
            emission = codec.decode(received.value(), CalculatedEmission.class);
        } catch (UndecodableRecordException e) {
            return refused(received, e.getMessage());
        }
        if (!TENANT.matcher(emission.getTenantId()).matches()) {
            return refused(received, "tenant_id matches " + RecordKey.TENANT_PATTERN + ", found "
                    + emission.getTenantId());
        }
        var elsewhere = regions.refusalOf(emission.getTenantId())
            .map(why -> new Examination.Fault(ReasonCode.REGION_MISMATCH, null, why));
        return elsewhere.or(() -> Examination.faultOf(emission))
            .map(fault -> new Offered(received, null, Refusal.of(emission,
                    clock.instant().truncatedTo(ChronoUnit.MICROS), fault.code(), fault.field(), fault.detail())))
            .orElseGet(() -> new Offered(received, Calculated.of(emission), null));
    }

    private Offered refused(ReceivedRecord received, String detail) {
        LOG.warnf("%s-%d offset %d is kept as a dead letter: %s", received.topic(), received.partition(),
                received.offset(), detail);
        return new Offered(received, null,
                Refusal.ofUnreadable(received, clock.instant().truncatedTo(ChronoUnit.MICROS), detail));
    }

    private static void log(List<Announcement> booked) {
        if (!LOG.isDebugEnabled()) {
            return;
        }
        for (Announcement announcement : booked) {
            var sealed = announcement.sealed();
            MDC.put(CorrelationId.LOG_KEY, sealed.entry().activity().correlationId());
            LOG.debugf("booked %s of event %s in block %s", sealed.entry().id(),
                    sealed.entry().activity().eventId(), sealed.block());
        }
        MDC.remove(CorrelationId.LOG_KEY);
    }
}
