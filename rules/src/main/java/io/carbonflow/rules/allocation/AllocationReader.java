package io.carbonflow.rules.allocation;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.carbonflow.accounting.allocation.AllocationKey;
import io.carbonflow.rules.DocumentReader;
import io.carbonflow.rules.Fields;
import io.carbonflow.rules.RuleDocument;

/**
 * Reads how a shared facility is split: {@code {"by", "facility_id", "valid_from", "valid_to", "shares": [{"product_id"
 * or "facility_id", "amount"}]}}. A share is not split again, even where its facility has a key of its own.
 */
public final class AllocationReader implements DocumentReader<AllocationKey> {

    private static final Set<String> KEYS = Set.of("mass", "value", "energy", "floor_area", "count", "transport");
    private static final String ALLOWED = "one of mass, value, energy, floor_area, count, transport";
    private static final int SHARES_MAX = 1_000;

    @Override
    public AllocationKey read(RuleDocument document, Fields fields) {
        String facilityId = fields.text("facility_id");
        LocalDate validFrom = fields.date("valid_from").orElse(null);
        LocalDate validTo = fields.date("valid_to").orElse(null);
        if (validFrom != null && validTo != null && validTo.isBefore(validFrom)) {
            fields.fault("valid_to", validTo.toString(), "a day from " + validFrom + " on");
        }
        return new AllocationKey(document.id(), document.version(), by(fields), facilityId, validFrom, validTo,
                shares(fields));
    }

    /** The key that came with an activity: as a document, but without a facility and days. */
    public static AllocationKey ofActivity(Fields fields) {
        return new AllocationKey("activity", 1, by(fields), null, null, null, shares(fields));
    }

    private static String by(Fields fields) {
        if (!fields.has("by")) {
            fields.fault("by", "nothing", ALLOWED);
        }
        return fields.choice("by", ALLOWED,
                code -> Optional.of(code).filter(KEYS::contains))
            .orElse("");
    }

    private static List<AllocationKey.Share> shares(Fields fields) {
        List<Fields> members = fields.objects("shares");
        if (members.isEmpty() || members.size() > SHARES_MAX) {
            fields.fault("shares", members.size() + " shares", "1 to " + SHARES_MAX);
        }
        var targets = new HashSet<String>();
        var shares = new ArrayList<AllocationKey.Share>();
        for (Fields member : members) {
            share(member).ifPresent(share -> {
                if (!targets.add((share.toProduct() ? "product " : "facility ") + share.target())) {
                    member.fault("", "another share of '" + share.target() + "'", "one share for each");
                }
                shares.add(share);
            });
        }
        if (fields.isSound() && shares.stream().allMatch(share -> share.amount().signum() == 0)) {
            fields.fault("shares", "without an amount above 0", "at least one amount above 0");
        }
        return shares;
    }

    private static Optional<AllocationKey.Share> share(Fields fields) {
        Optional<String> product = fields.optionalText("product_id");
        Optional<String> facility = fields.optionalText("facility_id");
        if (fields.has("product_id") == fields.has("facility_id")) {
            fields.fault("", fields.has("product_id") ? "of a product and a facility" : "of nobody",
                    "either product_id or facility_id");
        }
        if (!fields.has("amount")) {
            fields.fault("amount", "nothing", "0 or more");
        }
        Optional<BigDecimal> amount = fields.number("amount");
        amount.filter(value -> value.signum() < 0)
            .ifPresent(value -> fields.fault("amount", value.toPlainString(), "0 or more"));
        return product.or(() -> facility)
            .flatMap(target -> amount.map(value -> new AllocationKey.Share(target, product.isPresent(), value)));
    }
}
