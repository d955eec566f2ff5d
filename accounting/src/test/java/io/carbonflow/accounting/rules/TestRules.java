package io.carbonflow.accounting.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Predicate;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.attribution.AttributionMapping;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.market.EnergyInstruments;
import io.carbonflow.accounting.methodology.BasisRule;
import io.carbonflow.accounting.methodology.DerivedPart;
import io.carbonflow.accounting.methodology.FactorQuery;
import io.carbonflow.accounting.methodology.Methodology;
import io.carbonflow.accounting.methodology.MethodologySet;
import io.carbonflow.accounting.money.PriceTables;
import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Organisation;

/** Rules for tests: a methodology for every family and carried figure, and the usual scopes; a test adds what matters. */
public final class TestRules {

    private Policy policy = Policy.SHIPPED;
    private final List<Methodology> methodologies = new ArrayList<>();
    private final List<AttributionMapping.Rule> attribution = new ArrayList<>();
    private Organisation organisation = Organisation.UNSTATED;
    private EnergyInstruments instruments = EnergyInstruments.NONE;
    private List<AllocationKey> allocation = List.of();
    private PriceTables prices = PriceTables.NONE;

    private TestRules() {}

    /** Rules that ask for nothing but the activity itself. */
    public static TestRules rules() {
        var rules = new TestRules();
        rules.methodologies.addAll(List.of(
                aMethodology("carried.grid_intensity", CalculationMethod.LOCATION_BASED)
                    .from(FactorQuery.From.GRID_INTENSITY)
                    .when(facts -> facts.given().contains("grid_intensity") && facts.family()
                        .equals(
                                "purchased_energy"))
                    .priority(100)
                    .build(),
                aMethodology("carried.supplier_factor", CalculationMethod.SUPPLIER_SPECIFIC)
                    .from(FactorQuery.From.SUPPLIER_FACTOR)
                    .when(facts -> facts.given().contains("supplier_factor"))
                    .build(),
                aMethodology("carried.carrier_figure", CalculationMethod.SUPPLIER_SPECIFIC)
                    .from(FactorQuery.From.CARRIER_FIGURE)
                    .when(facts -> facts.given().contains("carrier_figure"))
                    .build(),
                aMethodology("energy", CalculationMethod.LOCATION_BASED)
                    .when(facts -> facts.family().equals("purchased_energy"))
                    .build(),
                aMethodology("market", CalculationMethod.MARKET_BASED)
                    .from(FactorQuery.From.INSTRUMENTS)
                    .when(facts -> facts.family().equals("purchased_energy"))
                    .build(),
                of("fuel", CalculationMethod.FUEL_BASED, "fuel", "refrigerant"),
                of("distance", CalculationMethod.DISTANCE_BASED, "freight", "travel", "commute"),
                of("spend", CalculationMethod.SPEND_BASED, "spend"),
                of("average", CalculationMethod.AVERAGE_DATA, "product", "waste", "water_supply",
                        "water_treatment")));
        rules.attribution.addAll(List.of(
                scope3("purchased", 1, facts -> Set.of("spend", "product", "water_supply").contains(facts.family())
                        || (facts.supplierId() != null && Set.of("purchased_energy", "fuel", "refrigerant")
                            .contains(facts.family()))),
                new AttributionMapping.Rule(when(facts -> facts.family().equals("purchased_energy")
                        && facts.relation().equals("own")),
                        new Attribution(2, OptionalInt.empty(), "purchased_energy", false)),
                new AttributionMapping.Rule(when(facts -> Set.of("fuel", "refrigerant").contains(facts.family())
                        || "true".equals(facts.attributes().get("own_fleet"))),
                        new Attribution(1, OptionalInt.empty(), "own_fuel", false)),
                scope3("downstream", 9, facts -> facts.family().equals("freight")
                        && "outbound".equals(facts.attributes().get("direction"))
                        && "customer".equals(facts.attributes().get("paid_by"))),
                scope3("upstream", 4, facts -> facts.family().equals("freight")
                        && facts.attributes().containsKey("direction")),
                new AttributionMapping.Rule(when(facts -> facts.family().equals("freight")), new Attribution(3,
                        OptionalInt.of(4), "upstream_assumed", true), "the direction is not stated"),
                scope3("waste", 5, facts -> Set.of("waste", "water_treatment").contains(facts.family())),
                scope3("travel", 6, facts -> facts.family().equals("travel")),
                scope3("commuting", 7, facts -> facts.family().equals("commute"))));
        return rules;
    }

    public TestRules policy(Policy newPolicy) {
        this.policy = newPolicy;
        return this;
    }

    /** The official set and a pinned edition. */
    public TestRules official(GwpSet set, String edition) {
        return policy(new Policy(policy.version(), set, edition, policy.factorSets(), policy.official(),
                policy.usesCarriedGridIntensity(), policy.usesSupplierFactors(), policy.usesCarrierFigures(),
                policy.includesUpstreamOfEnergy(), policy.includesWellToTankOfTravel(), policy.spendWithMargins(),
                policy.consolidation()));
    }

    /** Adds a methodology, in place of one with its id. */
    public TestRules with(Methodology methodology) {
        methodologies.removeIf(other -> other.id().equals(methodology.id()));
        methodologies.add(methodology);
        return this;
    }

    public TestRules without(String methodologyId) {
        methodologies.removeIf(other -> other.id().equals(methodologyId));
        return this;
    }

    /** Nothing has a place. */
    public TestRules withoutAttribution() {
        attribution.clear();
        return this;
    }

    public TestRules with(Facility... facilities) {
        var byId = new java.util.HashMap<String, Facility>();
        for (Facility facility : facilities) {
            byId.put(facility.id(), facility);
        }
        organisation = new Organisation(1, byId);
        return this;
    }

    public TestRules with(EnergyInstruments.Instrument... contracts) {
        instruments = new EnergyInstruments(1, List.of(contracts));
        return this;
    }

    public TestRules with(AllocationKey... keys) {
        allocation = List.of(keys);
        return this;
    }

    public TestRules with(PriceTables tables) {
        prices = tables;
        return this;
    }

    public TenantRules build() {
        return new TenantRules("test", policy, MethodologySet.of(methodologies), new AttributionMapping("test", 1,
                attribution), organisation, instruments, allocation, prices);
    }

    private static Methodology of(String id, CalculationMethod method, String... families) {
        return aMethodology(id, method).when(facts -> Set.of(families).contains(facts.family())).build();
    }

    private static AttributionMapping.Rule scope3(String name, int category, Predicate<Facts> test) {
        return new AttributionMapping.Rule(when(test), new Attribution(3, OptionalInt.of(category), name, false));
    }

    private static Condition when(Predicate<Facts> test) {
        return Condition.of("in code", test, "family", "relation", "given", "supplier_id", "attributes.direction",
                "attributes.paid_by", "attributes.own_fleet");
    }

    /** Starts a methodology that takes the library's factor of the activity. */
    public static AMethodology aMethodology(String id, CalculationMethod method) {
        return new AMethodology(id, method);
    }

    /** Builds a methodology. */
    public static final class AMethodology {

        private final String id;
        private final CalculationMethod method;
        private final List<DerivedPart> derived = new ArrayList<>();
        private FactorQuery factor = new FactorQuery(FactorQuery.From.LIBRARY, null, null, List.of());
        private Condition selector = Condition.ALWAYS;
        private Optional<BasisRule> basis = Optional.empty();
        private Optional<Attribution> place = Optional.empty();
        private int priority;

        private AMethodology(String id, CalculationMethod method) {
            this.id = id;
            this.method = method;
        }

        public AMethodology from(FactorQuery.From source) {
            factor = new FactorQuery(source, null, null, List.of());
            return this;
        }

        public AMethodology factorOf(String activity) {
            factor = new FactorQuery(FactorQuery.From.LIBRARY, activity, null, List.of());
            return this;
        }

        public AMethodology when(Predicate<Facts> test) {
            selector = TestRules.when(test);
            return this;
        }

        public AMethodology basis(BasisRule rule) {
            basis = Optional.of(rule);
            return this;
        }

        public AMethodology place(Attribution attribution) {
            place = Optional.of(attribution);
            return this;
        }

        public AMethodology priority(int highest) {
            priority = highest;
            return this;
        }

        /** Parts that go to Scope 3 category 3. */
        public AMethodology derived(FactorPart... parts) {
            for (FactorPart part : parts) {
                derived.add(new DerivedPart(part, new Attribution(3, OptionalInt.of(3), "derived", false)));
            }
            return this;
        }

        public Methodology build() {
            return new Methodology(id, 1, id, "test", null, null, priority, Set.of(), List.of(), selector, method,
                    basis, factor, place, derived);
        }
    }
}
