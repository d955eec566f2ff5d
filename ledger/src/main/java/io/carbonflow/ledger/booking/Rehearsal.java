package io.carbonflow.ledger.booking;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import jakarta.enterprise.context.ApplicationScoped;

import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.EmissionResult;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Sha256;
import io.carbonflow.ledger.LedgerConfig;
import io.carbonflow.ledger.retention.RetentionPeriods;
import io.carbonflow.ledger.store.Transactions;

/**
 * Books a batch of nobody's and takes it back before it is committed. What is made when it is first asked for, from prepared
 * statements to the classes themselves, is then there, and nothing else is: no row, no block, no announcement.
 */
@ApplicationScoped
public class Rehearsal {

    private static final String NOBODY = "rehearsal";
    /** No partition's, so that no chain waits for it. */
    private static final int CHAIN = -1;
    private static final int ROUNDS = 5;
    private static final int EVENTS = 20;

    private final Transactions transactions;
    private final RetentionPeriods periods;
    private final Duration lateness;

    Rehearsal(Transactions transactions, RetentionPeriods periods, LedgerConfig config) {
        this.transactions = transactions;
        this.periods = periods;
        this.lateness = config.lateness();
    }

    /** Ends a transaction that went through. */
    private static final class TakenBackException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TakenBackException() {
            super("a rehearsal", null, false, false);
        }
    }

    /**
     * Rehearses a few times.
     *
     * @throws io.carbonflow.ledger.store.DatabaseException where the database would not let it be booked
     */
    public void run() {
        for (int round = 0; round < ROUNDS; round++) {
            var batch = batch();
            try {
                transactions.run(List.of(NOBODY), transaction -> {
                    var booked = Booking.book(transaction, CHAIN, batch, List.of(), lateness, periods);
                    booked.fresh().forEach(Announcement::toRecord);
                    transaction.query("select 1"); // everything before it is answered
                    throw new TakenBackException();
                });
            } catch (TakenBackException e) {
                continue;
            }
        }
    }

    private static List<Calculated> batch() {
        var batch = new ArrayList<Calculated>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        for (int i = 0; i < EVENTS; i++) {
            batch.add(Calculated.of(emission(UUID.randomUUID().toString(), i, now)));
        }
        return batch;
    }

    private static CalculatedEmission emission(String id, int offset, Instant now) {
        var emission = new CalculatedEmission();
        emission.setTenantId(NOBODY);
        emission.setEventId(id);
        emission.setCorrelationId(id);
        emission.setContentHash(new Sha256(new byte[io.carbonflow.ledger.chain.Sha256.BYTES]));
        emission.setRaw(new RawCoordinates(Topics.RAW_ENERGY, CHAIN, (long) offset));
        emission.setKind(ActivityKind.ENERGY);
        emission.setActivity("electricity.grid");
        emission.setQuantity("1");
        emission.setUnit("kWh");
        emission.setOccurredAt(now);
        emission.setReceivedAt(now);
        emission.setCalculatedAt(now);
        emission.setSourceId(NOBODY);
        emission.setFacilityId(NOBODY + offset);
        emission.setDataQuality("measured");
        emission.setChannel(NOBODY);
        emission.setContentType("application/json");
        emission.setPayload(ByteBuffer.wrap(new byte[0]));
        emission.setContent("{}");
        emission.setResults(List.of(result()));
        return emission;
    }

    private static EmissionResult result() {
        BigDecimal mass = BigDecimal.ONE.setScale(6);
        var result = new EmissionResult();
        result.setResultKey("location_based");
        result.setOfficial(true);
        result.setScope(2);
        result.setMethod("location_based");
        result.setGwpSet("AR6");
        result.setKgCo2e(mass);
        result.setKgCo2eAr4(mass);
        result.setKgCo2eAr5(mass);
        result.setKgCo2eAr6(mass);
        result.setFactorId(NOBODY);
        result.setFactorEdition(NOBODY);
        result.setNotices(List.of());
        result.setReceipt("{}");
        result.setPart("activity");
        result.setMethodologyId("default");
        result.setMethodologyVersion(1);
        return result;
    }
}
