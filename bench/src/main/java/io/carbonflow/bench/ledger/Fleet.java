package io.carbonflow.bench.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.calculation.ActivityData;
import io.carbonflow.accounting.calculation.Calculation;
import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.EmissionResult;
import io.carbonflow.bench.Shipped;
import io.carbonflow.contracts.Topics;
import io.carbonflow.contracts.avro.ActivityKind;
import io.carbonflow.contracts.avro.CalculatedEmission;
import io.carbonflow.contracts.avro.RawCoordinates;
import io.carbonflow.contracts.avro.Sha256;
import io.carbonflow.rules.RuleBook;

/**
 * What the calculator would write for a fleet of meters that take turns, each with a reading a minute from now on: real
 * figures and receipts of the shipped factors, so that everything that is booked can be verified. Nothing comes late,
 * whatever the speed at which it is sent.
 */
final class Fleet {

    /** Each with a facility of its own; suppliers have five of them. */
    static final int METERS = 1_000;
    private static final int METERS_OF_SUPPLIER = 5;
    /** Different amounts; the receipts of each are worked out once. */
    private static final int AMOUNTS = 2_048;
    private static final int MINUTE = 60;

    private final Instant begin = Instant.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    private final List<List<io.carbonflow.contracts.avro.EmissionResult>> results = new ArrayList<>(AMOUNTS);

    Fleet() {
        var calculator = new EmissionCalculator(Shipped.library(), RuleBook.of(List.of()).forTenant(Machine.TENANT));
        for (int i = 0; i < AMOUNTS; i++) {
            var reading = ActivityData
                .of(io.carbonflow.accounting.activity.ActivityKind.ENERGY, "electricity.grid",
                        begin)
                .quantity(amount(i), "kWh")
                .place("DE", null)
                .supplier("SUP-0")
                .facility("FAC-0")
                .build();
            results.add(calculator.calculate(reading).fold(Fleet::results, held -> {
                throw new IllegalStateException("a reading is held for review: " + held.reasons());
            }, refused -> {
                throw new IllegalStateException("a reading is refused: " + refused.reasons());
            }));
        }
    }

    private static List<io.carbonflow.contracts.avro.EmissionResult> results(Calculation.Calculated calculated) {
        return calculated.results().stream().map(Fleet::result).toList();
    }

    /** The time of the first reading. */
    Instant begin() {
        return begin;
    }

    private static BigDecimal amount(int number) {
        return BigDecimal.valueOf(1_250 + number % AMOUNTS * 37L, 2);
    }

    /** How many entries a reading is booked as. */
    int entriesOfEvent() {
        return results.get(0).size();
    }

    /** The turn of which meter a reading is, and so which chain it comes on. */
    static int chainOf(long number, int chains) {
        return (int) (number % METERS % chains);
    }

    /** The reading of this number, the first being 0. */
    CalculatedEmission reading(String run, long number, int chain, Instant now) {
        int meter = (int) (number % METERS);
        String id = run + "-" + number;
        var emission = new CalculatedEmission();
        emission.setTenantId(Machine.TENANT);
        emission.setEventId(id);
        emission.setCorrelationId(id);
        emission.setRaw(new RawCoordinates(Topics.RAW_ENERGY, chain, Math.floorMod(run.hashCode(), 1 << 20) * (1L << 32)
                + number));
        emission.setKind(ActivityKind.ENERGY);
        emission.setActivity("electricity.grid");
        emission.setQuantity(amount((int) (number % AMOUNTS)).toPlainString());
        emission.setUnit("kWh");
        emission.setOccurredAt(begin.plusSeconds(number / METERS * MINUTE + meter % MINUTE));
        emission.setReceivedAt(now);
        emission.setCalculatedAt(now);
        emission.setSourceId("SM-" + meter);
        emission.setFacilityId("FAC-" + meter);
        emission.setSupplierId("SUP-" + meter / METERS_OF_SUPPLIER);
        emission.setCountry("DE");
        emission.setDataQuality("measured");
        emission.setChannel("bench");
        emission.setContentType("application/json");
        emission.setPayload(ByteBuffer.wrap(("{\"event_id\":\"" + id + "\",\"sensor_id\":\"SM-" + meter
                + "\",\"energy_kwh\":" + emission.getQuantity() + ",\"country_iso2\":\"DE\"}")
            .getBytes(UTF_8)));
        emission.setContent(
                "{\"activity\":\"electricity.grid\",\"country\":\"DE\",\"data_quality\":\"measured\",\"facility_id\":\""
                        + emission.getFacilityId() + "\",\"kind\":\"energy\",\"occurred_at\":\""
                        + emission.getOccurredAt()
                        + "\",\"quantity\":\"" + emission.getQuantity() + "\",\"source_id\":\"" + emission.getSourceId()
                        + "\",\"supplier_id\":\"" + emission.getSupplierId() + "\",\"unit\":\"kWh\"}");
        emission.setContentHash(new Sha256(digest(emission.getContent())));
        emission.setResults(results.get((int) (number % AMOUNTS)));
        return emission;
    }

    private static io.carbonflow.contracts.avro.EmissionResult result(EmissionResult result) {
        var working = result.working();
        var amounts = result.amounts();
        var gases = amounts.gases();
        var written = new io.carbonflow.contracts.avro.EmissionResult();
        written.setResultKey(result.key());
        written.setOfficial(result.official());
        written.setScope(working.attribution().scope());
        var category = working.attribution().category();
        written.setCategory(category.isPresent() ? category.getAsInt() : null);
        written.setMethod(working.method().code());
        written.setGwpSet(working.gwpSet().name());
        written.setKgCo2e(result.co2e().kilograms());
        written.setKgCo2eAr4(amounts.ar4().kilograms());
        written.setKgCo2eAr5(amounts.ar5().kilograms());
        written.setKgCo2eAr6(amounts.ar6().kilograms());
        written.setKgCo2(gases.co2());
        written.setKgCh4(gases.ch4());
        written.setKgN2o(gases.n2o());
        written.setKgBiogenicCo2(gases.biogenicCo2());
        written.setKgCo2eLow(result.lowKilograms());
        written.setKgCo2eHigh(result.highKilograms());
        written.setFactorId(working.factor().id());
        written.setFactorEdition(working.factor().edition());
        written.setNotices(List.copyOf(working.notices()));
        written.setReceipt(result.receipt().json());
        written.setPart(result.part().code());
        written.setElement(result.element().orElse(null));
        written.setMethodologyId(working.methodology().id());
        written.setMethodologyVersion(working.methodology().version());
        written.setQualityScore(result.quality().score().toPlainString());
        written.setPcaf(result.quality().pcaf());
        return written;
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java runtime has SHA-256", e);
        }
    }
}
