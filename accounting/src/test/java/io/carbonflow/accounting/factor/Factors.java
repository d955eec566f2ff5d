package io.carbonflow.accounting.factor;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

import io.carbonflow.accounting.gas.GasMasses;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
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

    public EmissionFactor build() {
        return new EmissionFactor(id, activity, new Region(region), year, null, null, Unit.of(unit), kgCo2e, gases,
                published, boundary, method, new FactorSource("Test Publisher", "Test Tables 2025", "row " + id,
                        "CC0-1.0"),
                proxy, "");
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
