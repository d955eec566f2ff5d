package io.carbonflow.rules;

import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.rules.Consolidation;
import io.carbonflow.accounting.rules.Policy;

/** Reads a policy. What it does not say is as in the policy that ships. */
final class PolicyReader implements DocumentReader<PolicyDocument> {

    private static final Policy SHIPPED = Policy.SHIPPED;
    private static final String METHODS = "one of " + Stream.of(CalculationMethod.values())
        .map(CalculationMethod::code)
        .collect(Collectors.joining(", "));
    private static final BigDecimal TOLERANCE_MAX = new BigDecimal("1000");

    @Override
    public PolicyDocument read(RuleDocument document, Fields fields) {
        var policy = new Policy(document.version(),
                fields.choice("gwp_set", "one of AR4, AR5, AR6", GwpSet::find).orElse(SHIPPED.gwpSet()),
                fields.optionalText("edition").orElse(SHIPPED.edition()),
                fields.texts("factor_sets"),
                official(fields),
                fields.flag("use_carried_grid_intensity", SHIPPED.usesCarriedGridIntensity()),
                fields.flag("use_supplier_factors", SHIPPED.usesSupplierFactors()),
                fields.flag("use_carrier_figures", SHIPPED.usesCarrierFigures()),
                fields.flag("upstream_of_energy", SHIPPED.includesUpstreamOfEnergy()),
                fields.flag("well_to_tank_of_travel", SHIPPED.includesWellToTankOfTravel()),
                fields.flag("spend_with_margins", SHIPPED.spendWithMargins()),
                fields.choice("consolidation", "one of operational_control, financial_control, equity_share",
                        PolicyReader::consolidation)
                    .orElse(SHIPPED.consolidation()));
        Optional<Fields> attribution = fields.object("attribution");
        return new PolicyDocument(policy,
                attribution.map(mapping -> mapping.text("id")).orElse(PolicyDocument.SHIPPED.attributionId()),
                attribution.map(mapping -> mapping.integer("version", 1, Integer.MAX_VALUE))
                    .orElse(OptionalInt.empty()),
                fields.flag("publish_needs_second_person", PolicyDocument.SHIPPED.publishNeedsSecondPerson()),
                tolerance(fields));
    }

    /** The methods in the document's order, then those it leaves out in the shipped order. */
    private static List<CalculationMethod> official(Fields fields) {
        List<CalculationMethod> said = fields.choices("official", METHODS, CalculationMethod::find);
        if (new HashSet<>(said).size() < said.size()) {
            fields.fault("official", "a method twice", "each method once");
        }
        var missing = EnumSet.allOf(CalculationMethod.class);
        missing.removeAll(said);
        return Stream.concat(said.stream(), SHIPPED.official().stream().filter(missing::contains)).toList();
    }

    private static BigDecimal tolerance(Fields fields) {
        BigDecimal percent = fields.number("publish_tolerance_percent")
            .orElse(PolicyDocument.SHIPPED.publishTolerancePercent());
        if (percent.signum() < 0 || percent.compareTo(TOLERANCE_MAX) > 0) {
            fields.fault("publish_tolerance_percent", percent.toPlainString(), "0 to 1000");
        }
        return percent;
    }

    private static Optional<Consolidation> consolidation(String code) {
        return Stream.of(Consolidation.values()).filter(value -> value.code().equals(code)).findFirst();
    }
}
