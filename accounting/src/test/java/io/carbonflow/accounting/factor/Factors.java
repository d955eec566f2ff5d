package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.gas.OtherGases;
import io.carbonflow.accounting.quantity.Unit;

/** Builds factors and libraries for tests; a factor is valid by default and states only what matters. */
public final class Factors {

    private String id = "test.factor";
    private String activity = "electricity.grid";
    private String region = "DE";
    private int year = 2025;
    private String unit = "kWh";
    private BigDecimal kgCo2e = new BigDecimal("0.4");
    private GasMasses gases = GasMasses.UNKNOWN;
    private GwpSet published = GwpSet.AR6;
    private Boundary boundary = Boundary.GENERATION;
    private CalculationMethod method = CalculationMethod.LOCATION_BASED;
    private String proxy = "";
    private FactorPart part = FactorPart.ACTIVITY;
    private BigDecimal wellToTank;
    private String set = "other";
    private FactorQuality quality = FactorQuality.UNKNOWN;
    private LocalDate validFrom;
    private LocalDate validTo;

    private Factors() {}

    public static Factors aFactor(String id) {
        var factor = new Factors();
        factor.id = id;
        return factor;
    }

    public Factors of(String ofActivity) {
        this.activity = ofActivity;
        return this;
    }

    public Factors in(String inRegion, int ofYear) {
        this.region = inRegion;
        this.year = ofYear;
        return this;
    }

    public Factors per(String perUnit) {
        this.unit = perUnit;
        return this;
    }

    public Factors kgCo2e(String perUnit, GwpSet under) {
        this.kgCo2e = perUnit == null ? null : new BigDecimal(perUnit);
        this.published = under;
        return this;
    }

    public Factors gases(String co2, String ch4, MethaneOrigin origin, String n2o) {
        this.gases = new GasMasses(new BigDecimal(co2), new BigDecimal(ch4), origin, new BigDecimal(n2o), null);
        return this;
    }

    public Factors biogenic(String co2) {
        this.gases = new GasMasses(gases.co2(), gases.ch4(), gases.methaneOrigin(), gases.n2o(), new BigDecimal(co2));
        return this;
    }

    public Factors boundary(Boundary covers) {
        this.boundary = covers;
        return this;
    }

    public Factors method(CalculationMethod by) {
        this.method = by;
        return this;
    }

    public Factors proxy(String why) {
        this.proxy = why;
        return this;
    }

    public Factors part(FactorPart ofActivity) {
        this.part = ofActivity;
        return this;
    }

    /** How much of the CO2e is the supply of the fuel. */
    public Factors wellToTank(String perUnit) {
        this.wellToTank = new BigDecimal(perUnit);
        return this;
    }

    /** Nothing but these gases, as {@code HFC-32:0.5;HFC-125:0.5}. */
    public Factors otherGases(String text) {
        this.gases = GasMasses.of(OtherGases.parse(text));
        return this;
    }

    public Factors set(String regulatorySet) {
        this.set = regulatorySet;
        return this;
    }

    public Factors quality(Integer reliability, Integer completeness, Integer technology, String gsd2) {
        this.quality = new FactorQuality(reliability, completeness, technology,
                gsd2 == null ? null : new BigDecimal(gsd2));
        return this;
    }

    /** First and last day as {@code 2025-01-31}; null where open. */
    public Factors valid(String from, String to) {
        this.validFrom = from == null ? null : LocalDate.parse(from);
        this.validTo = to == null ? null : LocalDate.parse(to);
        return this;
    }

    public EmissionFactor build() {
        return new EmissionFactor(id, activity, part, new Region(region), year, validFrom, validTo, Unit.of(unit),
                kgCo2e, wellToTank, gases, published, boundary, method, null, null,
                new FactorSource("Test Publisher", "Test Tables 2025", "row " + id, "CC0-1.0", set), quality, proxy,
                "");
    }

    public static FactorLibrary library(Factors... factors) {
        return FactorLibrary.of(List.of(edition("2025.1", "2025-01-01T00:00:00Z", factors)));
    }

    public static PublishedEdition edition(String id, String publishedAt, Factors... factors) {
        List<EmissionFactor> built = List.of(factors).stream().map(Factors::build).toList();
        byte[] csv = FactorEditionCsv.write(built);
        return new PublishedEdition(new FactorEdition(id, built, FactorEditionCsv.sha256(csv)),
                Instant.parse(publishedAt));
    }
}
