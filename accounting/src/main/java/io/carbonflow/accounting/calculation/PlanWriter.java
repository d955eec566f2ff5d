package io.carbonflow.accounting.calculation;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.accounting.calculation.PlanCompiler.Chosen;
import io.carbonflow.accounting.factor.FactorPart;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Placement;
import io.carbonflow.accounting.quality.ResultQuality;
import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.ReceiptPlan;
import io.carbonflow.accounting.receipt.Working;
import io.carbonflow.accounting.rules.TenantRules;

/** Turns what was chosen for a situation into plans, one recipient for each share of it. */
final class PlanWriter {

    private final TenantRules rules;
    private final Situation situation;
    private final Optional<Facility> facility;
    private final Placement placement;
    private final Optional<AllocationKey> allocation;

    PlanWriter(TenantRules rules, Situation situation, Optional<Facility> facility, Placement placement,
            Optional<AllocationKey> allocation) {
        this.rules = rules;
        this.situation = situation;
        this.facility = facility;
        this.placement = placement;
        this.allocation = allocation;
    }

    ResultPlan plan(FactorPart part, Chosen chosen, boolean isOfficial, List<Notice> more) {
        Candidate candidate = chosen.candidate();
        var notices = new ArrayList<>(candidate.notices());
        notices.addAll(more);
        placement.notice().ifPresent(notices::add);
        Working working = working(part, chosen, notices);
        String key = (part == FactorPart.ACTIVITY ? "" : part.code() + ':') + chosen.methodology().method().code();
        return new ResultPlan(isOfficial, candidate.quantity(), candidate.figure(), recipients(key, working,
                candidate.figure() != CarriedFigure.NONE), notices);
    }

    private Working working(FactorPart part, Chosen chosen, List<Notice> notices) {
        Candidate candidate = chosen.candidate();
        boolean isOwnQuantity = candidate.quantity() == QuantitySource.OWN;
        Unit received = situation.unit();
        var quality = new ResultQuality(ResultQuality.markOf(situation.facts().dataQuality()), candidate.marks(),
                FactorChoice.basic(situation.family(), candidate), candidate.statedGsd2(), chosen.methodology()
                    .method());
        return new Working(situation.item().activity(), part, Optional.ofNullable(situation.item().element()), received,
                isOwnQuantity ? received : candidate.unit(), candidate.factor(), rules.policy().gwpSet(),
                chosen.methodology().method(),
                new Working.Version(chosen.methodology().id(), chosen.methodology().version()),
                new Working.Version(rules.attribution().id(), rules.attribution().version()), chosen.attribution(),
                rules.policy().version(), share(), Optional.empty(), quality, codes(notices));
    }

    private Optional<Working.ConsolidatedShare> share() {
        return facility.filter(known -> placement.share().compareTo(BigDecimal.ONE) != 0)
            .map(known -> new Working.ConsolidatedShare(rules.policy().consolidation().code(), known.id(),
                    placement.share()));
    }

    private List<String> codes(List<Notice> notices) {
        var codes = new LinkedHashSet<String>();
        situation.item().notices().forEach(notice -> codes.add(notice.code().name()));
        notices.forEach(notice -> codes.add(notice.code().name()));
        return List.copyOf(codes);
    }

    private List<ResultPlan.Recipient> recipients(String key, Working working, boolean isCarried) {
        if (allocation.isEmpty()) {
            String at = working.element().map(element -> '@' + element).orElse("");
            return List.of(new ResultPlan.Recipient(key + at, null, null, receipt(working, isCarried)));
        }
        AllocationKey split = allocation.get();
        List<BigDecimal> amounts = split.shares().stream().map(AllocationKey.Share::amount).toList();
        var recipients = new ArrayList<ResultPlan.Recipient>();
        for (int i = 0; i < amounts.size(); i++) {
            AllocationKey.Share share = split.shares().get(i);
            String element = working.element().map(leg -> leg + '/').orElse("") + share.target();
            Working shared = working.sharedBy(element, new Working.AllocatedShare(
                    new Working.Version(split.id(), split.version()), split.by(), amounts, i));
            recipients.add(new ResultPlan.Recipient(key + '@' + element, share.toProduct() ? null : share.target(),
                    share.toProduct() ? share.target() : null, receipt(shared, isCarried)));
        }
        return recipients;
    }

    private static ReceiptPlan receipt(Working working, boolean isCarried) {
        return isCarried ? ReceiptPlan.ofCarried(working) : ReceiptPlan.of(working);
    }
}
