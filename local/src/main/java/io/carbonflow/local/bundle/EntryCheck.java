package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.accounting.receipt.Recomputation;

/** Compares an entry with its receipt, and the receipt with what follows from it. */
final class EntryCheck {

    private static final String REVERSAL = "reversal";
    /** What an adjustment moves is the difference of two receipts, of which it holds the later one. */
    private static final String ADJUSTMENT = "adjustment";

    private final Line entry;
    private final boolean isReversal;

    EntryCheck(Line entry) throws MismatchException {
        this.entry = entry;
        this.isReversal = entry.text("entry_type").equals(REVERSAL);
    }

    /** Works the receipt out again, and requires that every amount of the entry is the receipt's. */
    void against(String receipt) throws MismatchException {
        if (!Arrays.equals(Hashes.sha256(receipt.getBytes(UTF_8)), entry.hash("receipt_sha256"))) {
            throw new MismatchException("the receipt is not the one that was booked");
        }
        String wrong = Recomputation.of(receipt)
            .fold(same -> null, differs -> "its receipt does not follow: " + differs.differences().get(0),
                    none -> "its receipt is none: " + none.reason());
        if (wrong != null) {
            throw new MismatchException(wrong);
        }
        var members = (Map<?, ?>) CanonicalJson.read(receipt);
        if (!entry.text("entry_type").equals(ADJUSTMENT)) {
            masses(members);
        }
        same("gwp_set", members.get("gwp_set"));
        same("method", members.get("method"));
        same("factor_id", in(members, "factor", "id"));
        same("factor_edition", in(members, "factor", "edition"));
        same("scope", in(members, "attribution", "scope"));
        same("category", in(members, "attribution", "category"));
        same("element", members.get("element"));
    }

    private void masses(Map<?, ?> receipt) throws MismatchException {
        for (String set : new String[]{"kg_co2e", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6"}) {
            mass(set, in(receipt, "result", set));
        }
        for (String gas : new String[]{"co2", "ch4", "n2o", "biogenic_co2"}) {
            mass("kg_" + gas, in(receipt, "gases", gas));
        }
        if (receipt.get("uncertainty") != null) {
            mass("kg_co2e_low", in(receipt, "uncertainty", "low"));
            mass("kg_co2e_high", in(receipt, "uncertainty", "high"));
        }
    }

    private void mass(String name, Object expected) throws MismatchException {
        BigDecimal booked = entry.isNull(name) ? null : decimal(name);
        BigDecimal worked = (BigDecimal) expected;
        worked = worked != null && isReversal ? worked.negate() : worked;
        if (booked == null ? worked != null : worked == null || booked.compareTo(worked) != 0) {
            throw new MismatchException(name + " is " + (booked == null ? null : booked.toPlainString())
                    + ", its receipt makes it " + (worked == null ? null : worked.toPlainString()));
        }
    }

    private BigDecimal decimal(String name) throws MismatchException {
        try {
            return new BigDecimal(entry.text(name));
        } catch (NumberFormatException e) {
            throw new MismatchException(name + " is no number");
        }
    }

    private void same(String name, Object expected) throws MismatchException {
        if (!Objects.equals(entry.members().get(name), expected)) {
            throw new MismatchException(name + " is " + entry.members().get(name) + ", its receipt says " + expected);
        }
    }

    private static Object in(Map<?, ?> receipt, String object, String name) {
        return receipt.get(object) instanceof Map<?, ?> members ? members.get(name) : null;
    }
}
