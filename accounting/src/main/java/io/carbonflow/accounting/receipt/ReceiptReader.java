package io.carbonflow.accounting.receipt;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.basis.Basis;
import io.carbonflow.accounting.basis.BasisInput;
import io.carbonflow.accounting.basis.Formula;
import io.carbonflow.accounting.factor.CalculationMethod;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.gas.GwpSet;
import io.carbonflow.accounting.gas.MethaneOrigin;
import io.carbonflow.accounting.quality.QualityMarks;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.Working.AllocatedShare;
import io.carbonflow.accounting.receipt.Working.ConsolidatedShare;

/** Reads what a receipt of format 2 rests on; what follows from it is left to be worked out again. */
final class ReceiptReader {

    private ReceiptReader() {}

    static Receipt read(Node receipt) {
        Unit received = Unit.of(receipt.text("unit_received"));
        Basis basis = receipt.has("basis") ? basis(receipt.object("basis")) : null;
        CalculationMethod method = receipt.method();
        var working = new Working(receipt.text("activity"), FactorPart.find(receipt.text("part")).orElseThrow(),
                Optional.ofNullable(receipt.text("element")), received, basis == null ? received : basis.unit(),
                factor(receipt.object("factor")), GwpSet.valueOf(receipt.text("gwp_set")), method,
                receipt.object("methodology").version("id"), receipt.object("attribution").version("rules"),
                attribution(receipt.object("attribution")), receipt.object("policy").integer("version"),
                share(receipt), allocation(receipt), quality(receipt.object("uncertainty"), method),
                receipt.texts("notices"));
        return ReceiptPlan.of(working).receipt(receipt.number("quantity_received"), basis, null);
    }

    private static Basis basis(Node basis) {
        var inputs = new TreeMap<String, BasisInput>();
        basis.members("inputs")
            .forEach((name, input) -> inputs.put(name,
                    new BasisInput(input.number("value"), input.text("unit"), input.text("source"))));
        return new Basis(Formula.parse(basis.text("formula")), inputs, Unit.of(basis.text("unit")));
    }

    private static AppliedFactor factor(Node factor) {
        String per = factor.text("per");
        String published = factor.text("published_gwp_set");
        List<AppliedFactor.Component> components = factor.objects("components")
            .stream()
            .map(part -> new AppliedFactor.Component(part.text("kind"), part.number("weight"),
                    factor(part.object("factor"))))
            .toList();
        return new AppliedFactor(factor.text("id"), factor.text("edition"), factor.text("source"),
                factor.text("region"), factor.integer("year"), factor.number("published_value"),
                Unit.of(factor.text("mass_unit")), per == null ? null : Unit.of(per),
                factor.object("gases").gases(MethaneOrigin.parse(factor.text("methane_origin"))),
                published == null ? null : GwpSet.valueOf(published), factor.number("well_to_tank"),
                Portion.valueOf(factor.text("portion").toUpperCase(java.util.Locale.ROOT)), components);
    }

    private static Attribution attribution(Node node) {
        BigDecimal category = node.number("category");
        return new Attribution(node.integer("scope"),
                category == null ? OptionalInt.empty() : OptionalInt.of(category.intValueExact()), node.text("rule"),
                (Boolean) node.value("assumed"));
    }

    private static Optional<ConsolidatedShare> share(Node receipt) {
        if (!receipt.has("share")) {
            return Optional.empty();
        }
        Node share = receipt.object("share");
        return Optional.of(new ConsolidatedShare(share.text("consolidation"), share.text("facility"),
                share.number("value")));
    }

    private static Optional<AllocatedShare> allocation(Node receipt) {
        if (!receipt.has("allocation")) {
            return Optional.empty();
        }
        Node allocation = receipt.object("allocation");
        return Optional.of(new AllocatedShare(allocation.version("key"), allocation.text("by"),
                allocation.numbers("amounts"), allocation.integer("index")));
    }

    private static ResultQuality quality(Node node, CalculationMethod method) {
        var marks = new QualityMarks(node.integer("reliability"), node.integer("completeness"),
                node.integer("temporal"), node.integer("geographical"), node.integer("technological"));
        return new ResultQuality(node.integer("activity"), marks, node.number("basic"), node.number("stated_gsd2"),
                method);
    }
}
