package io.carbonflow.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

import io.carbonflow.contracts.RecordKey;
import io.carbonflow.contracts.avro.BookedEntry;
import io.carbonflow.testsupport.TestStack;

/** One entry as the ledger would book it; valid by default. */
final class Booking {

    static final String RECEIPT = """
            {"activity":"electricity.grid","attribution":{"assumed":false,"category":null,"rule":"energy.own_facility",\
            "rules":"default","scope":2,"version":1},"conversion":{"divisor":1,"multiplier":1},\
            "factor":{"edition":"carried","gases":{},"id":"carried:grid_carbon_intensity","mass_unit":"g",\
            "methane_origin":"mixed","per":"kWh","published_gwp_set":null,"published_value":385.2,"region":"DE",\
            "source":"carried by the event","unit":"g CO2e/kWh","value":385.2,"year":2025},"format":1,"gases":{},\
            "gwp":{"ch4":27.9,"n2o":273},"gwp_set":"AR6","method":"location_based","methodology":{"id":\
            "ghg_protocol","version":1},"notices":["GWP_AS_PUBLISHED"],"quantity_normalised":1247.3,\
            "quantity_received":1247.3,"result":{"kg_co2e":480.459960,"kg_co2e_ar4":480.459960,\
            "kg_co2e_ar5":480.459960,"kg_co2e_ar6":480.459960},"rounding":"half_even, 6 decimals, once",\
            "unit":"kWh","unit_received":"kWh"}""";

    UUID id;
    String tenantId = TestStack.TENANT;
    String eventId = "evt-" + UUID.randomUUID();
    String entryType = "booked";
    boolean official = true;
    int scope = 2;
    Integer category;
    BigDecimal kgCo2e = new BigDecimal("480.459960");
    BigDecimal kgCo2eAr5;
    String gwpSet = "AR6";
    String method = "location_based";
    String dataQuality = "measured";
    String kind = "energy";
    String activity = "electricity.grid";
    BigDecimal quantity = new BigDecimal("1247.3");
    String unit = "kWh";
    String sourceId = "SM-PLANT-DE-042";
    String facilityId;
    String supplierId;
    String country = "DE";
    Instant occurredAt = Instant.parse("2025-11-03T10:00:00Z");
    Instant bookedAt = Instant.parse("2025-11-03T10:00:02Z");
    Instant accountedAt;
    UUID reverses;
    UUID replaces;
    int chain;
    long height = 1;
    String receipt = RECEIPT;
    String part = "activity";
    String element;
    String factorId = "carried:grid_carbon_intensity";
    String factorEdition = "carried";
    BigDecimal qualityScore;
    Integer pcaf;
    BigDecimal kgCo2eLow;
    BigDecimal kgCo2eHigh;

    private Booking() {}

    /** 480.459960 kg CO2e of German grid electricity, scope 2, measured, on 3 November 2025 at 10:00 UTC. */
    static Booking aBooking() {
        return new Booking();
    }

    Booking tenant(String tenant) {
        tenantId = tenant;
        return this;
    }

    Booking event(String id) {
        eventId = id;
        return this;
    }

    Booking kg(String kilograms) {
        kgCo2e = new BigDecimal(kilograms);
        return this;
    }

    Booking kgUnderAr5(String kilograms) {
        kgCo2eAr5 = new BigDecimal(kilograms);
        return this;
    }

    Booking scope(int number, Integer categoryNumber) {
        scope = number;
        category = categoryNumber;
        return this;
    }

    Booking supplier(String id) {
        supplierId = id;
        return this;
    }

    Booking facility(String id) {
        facilityId = id;
        return this;
    }

    Booking country(String code) {
        country = code;
        return this;
    }

    Booking method(String code) {
        method = code;
        return this;
    }

    Booking quality(String word) {
        dataQuality = word;
        return this;
    }

    Booking activity(String code, String amount, String unitCode) {
        activity = code;
        quantity = new BigDecimal(amount);
        unit = unitCode;
        return this;
    }

    Booking source(String id) {
        sourceId = id;
        return this;
    }

    Booking alternative() {
        official = false;
        return this;
    }

    Booking part(String code) {
        part = code;
        return this;
    }

    Booking element(String name) {
        element = name;
        return this;
    }

    Booking factor(String id) {
        factorId = id;
        return this;
    }

    /** Of the library, in that edition. */
    Booking factor(String id, String edition) {
        factorEdition = edition;
        return factor(id);
    }

    /** Between these, kg CO2e at 95 %. */
    Booking range(String low, String high) {
        kgCo2eLow = new BigDecimal(low);
        kgCo2eHigh = new BigDecimal(high);
        return this;
    }

    Booking scored(String score, int pcafScore) {
        qualityScore = new BigDecimal(score);
        pcaf = pcafScore;
        return this;
    }

    /** A full entry that stands in the place of others, because it was worked out anew. */
    Booking adjustment() {
        entryType = "adjustment";
        return this;
    }

    Booking reversal() {
        entryType = "reversal";
        return this;
    }

    Booking occurredAt(String time) {
        return occurredAt(Instant.parse(time));
    }

    Booking occurredAt(Instant time) {
        occurredAt = time;
        return this;
    }

    Booking bookedAt(String time) {
        return bookedAt(Instant.parse(time));
    }

    Booking bookedAt(Instant time) {
        bookedAt = time;
        return this;
    }

    /** Counts later than it occurred, because of a locked period. */
    Booking accountedAt(String time) {
        accountedAt = Instant.parse(time);
        return this;
    }

    Booking reversing(Booking other) {
        entryType = "reversal";
        reverses = other.id();
        return event(other.eventId);
    }

    Booking replacing(Booking other) {
        replaces = other.id();
        return event(other.eventId);
    }

    Booking adjusting(Booking other) {
        entryType = "adjustment";
        return replacing(other);
    }

    Booking inChain(int number) {
        chain = number;
        return this;
    }

    /** The id the ledger would give: UUIDv7, ordered by the time of booking. */
    UUID id() {
        if (id == null) {
            var random = ThreadLocalRandom.current();
            id = new UUID((bookedAt.toEpochMilli() << 16) | 0x7000 | (random.nextLong() & 0xFFF),
                    (random.nextLong() & 0x3FFFFFFFFFFFFFFFL) | Long.MIN_VALUE);
        }
        return id;
    }

    /** The announcement of the entry on {@code ledger.booked}. */
    BookedEntry announcement() {
        return BookedEntry.newBuilder()
            .setId(id().toString())
            .setTenantId(tenantId)
            .setEventId(eventId)
            .setCorrelationId("test")
            .setEntryType(entryType)
            .setOfficial(official)
            .setScope(scope)
            .setCategory(category)
            .setKgCo2e(kgCo2e)
            .setGwpSet(gwpSet)
            .setMethod(method)
            .setDataQuality(dataQuality)
            .setActivity(activity)
            .setQuantity(quantity.toPlainString())
            .setUnit(unit)
            .setSourceId(sourceId)
            .setFacilityId(facilityId)
            .setSupplierId(supplierId)
            .setCountry(country)
            .setOccurredAt(occurredAt)
            .setReceivedAt(bookedAt.minus(Duration.ofMillis(40)))
            .setBookedAt(bookedAt)
            .setBlock(chain + ":1")
            .setLeafHash("00".repeat(32))
            .setPart(part)
            .build();
    }

    RecordKey key() {
        return new RecordKey(tenantId, sourceId);
    }
}
