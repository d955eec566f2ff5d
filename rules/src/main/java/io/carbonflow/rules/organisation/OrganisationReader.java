package io.carbonflow.rules.organisation;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.stream.Collectors;

import io.carbonflow.accounting.organisation.Facility;
import io.carbonflow.accounting.organisation.Organisation;
import io.carbonflow.accounting.organisation.Relation;
import io.carbonflow.rules.DocumentReader;
import io.carbonflow.rules.Fields;
import io.carbonflow.rules.RuleDocument;

/**
 * Reads what facilities are to the company: {@code {"facilities": [{"id", "relation", "supplier_id", "equity_share",
 * "financial_control", "joint_financial_control", "operational_control"}]}}. What is not said of an own facility is that
 * it is wholly owned and controlled, and of any other that it is neither.
 */
public final class OrganisationReader implements DocumentReader<Organisation> {

    private static final String RELATIONS = "one of " + Arrays.stream(Relation.values())
        .map(Relation::code)
        .collect(Collectors.joining(", "));

    @Override
    public Organisation read(RuleDocument document, Fields fields) {
        if (!fields.has("facilities")) {
            fields.fault("facilities", "nothing", "a list of facilities");
        }
        var facilities = new LinkedHashMap<String, Facility>();
        for (Fields member : fields.objects("facilities")) {
            Facility facility = facility(member);
            if (facilities.putIfAbsent(facility.id(), facility) != null && !facility.id().isEmpty()) {
                member.fault("id", "'" + facility.id() + "' again", "an id no other facility has");
            }
        }
        return new Organisation(document.version(), facilities);
    }

    private static Facility facility(Fields fields) {
        String id = fields.text("id");
        Relation relation = fields.choice("relation", RELATIONS, Relation::find).orElse(Relation.OWN);
        boolean isOwn = relation == Relation.OWN;
        String supplierId = fields.optionalText("supplier_id").orElse(null);
        BigDecimal equityShare = equityShare(fields, relation);
        boolean isJoint = fields.flag("joint_financial_control", false);
        boolean hasFinancialControl = fields.flag("financial_control", isOwn || isJoint);
        boolean hasOperationalControl = fields.flag("operational_control", isOwn);
        if (isJoint && !hasFinancialControl) {
            fields.fault("financial_control", "false", "true, where joint_financial_control is");
        }
        if (isOwn && equityShare.signum() == 0 && !hasFinancialControl && !hasOperationalControl) {
            fields.fault("relation", "'own' of a facility that is neither owned nor controlled", RELATIONS);
        }
        return new Facility(id, relation, supplierId, equityShare, hasFinancialControl,
                isJoint && hasFinancialControl, hasOperationalControl);
    }

    /** From 0 to 1; an investment has to say, because it counts by it. */
    private static BigDecimal equityShare(Fields fields, Relation relation) {
        if (relation == Relation.INVESTMENT && !fields.has("equity_share")) {
            fields.fault("equity_share", "nothing", "0 to 1, for an investment");
        }
        BigDecimal otherwise = relation == Relation.OWN ? BigDecimal.ONE : BigDecimal.ZERO;
        BigDecimal share = fields.number("equity_share").orElse(otherwise);
        if (share.signum() < 0 || share.compareTo(BigDecimal.ONE) > 0) {
            fields.fault("equity_share", share.toPlainString(), "0 to 1");
            return otherwise;
        }
        return share;
    }
}
