package io.carbonflow.local.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;

import io.carbonflow.accounting.quantity.Unit;
import io.carbonflow.accounting.receipt.CanonicalJson;
import io.carbonflow.accounting.receipt.Recomputation;

/** Compares an entry with its receipt, and the receipt with what follows from it. */
final class EntryCheck {

    /** From this form on receipts name part and methodology document. */
    private static final int NAMES_METHODOLOGY = 2;

    private final Line entry;
    private final boolean isReversal;

    EntryCheck(Line entry) throws MismatchException {
        this.entry = entry;
        this.isReversal = entry.text("entry_type").equals(Reversals.REVERSAL);
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
        masses(members);
        quantity(members);
        same("gwp_set", members.get("gwp_set"));
        same("method", members.get("method"));
        same("factor_id", in(members, "factor", "id"));
        same("factor_edition", in(members, "factor", "edition"));
        same("scope", in(members, "attribution", "scope"));
        same("category", in(members, "attribution", "category"));
        same("element", members.get("element"));
        if (((BigDecimal) members.get("format")).intValueExact() >= NAMES_METHODOLOGY) {
            same("part", "activity", members.get("part"));
            same("methodology_id", "default", in(members, "methodology", "id"));
            same("methodology_version", BigDecimal.ONE, in(members, "methodology", "version"));
        }
    }

    /** An entry has the quantity of the whole event; the receipt's is that where it is of no element nor worked out. */
    private void quantity(Map<?, ?> receipt) throws MismatchException {
        Object unit = receipt.get("unit_received");
        if (receipt.get("element") == null && receipt.get("basis") == null && Unit.find(entry.text("unit"))
            .filter(booked -> booked.code().equals(unit))
            .isPresent()) {
            amount("quantity", receipt.get("quantity_received"));
        }
    }

    private void masses(Map<?, ?> receipt) throws MismatchException {
        for (String set : new String[]{"kg_co2e", "kg_co2e_ar4", "kg_co2e_ar5", "kg_co2e_ar6"}) {
            amount(set, in(receipt, "result", set));
        }
        for (String gas : new String[]{"co2", "ch4", "n2o", "biogenic_co2"}) {
            amount("kg_" + gas, in(receipt, "gases", gas));
        }
        amount("kg_co2e_low", in(receipt, "uncertainty", "low"));
        amount("kg_co2e_high", in(receipt, "uncertainty", "high"));
    }

    private void amount(String name, Object expected) throws MismatchException {
        BigDecimal booked = entry.isNull(name) ? null : entry.decimal(name);
        BigDecimal worked = (BigDecimal) expected;
        worked = worked != null && isReversal ? worked.negate() : worked;
        if (booked == null ? worked != null : worked == null || booked.compareTo(worked) != 0) {
            throw new MismatchException(name + " is " + (booked == null ? null : booked.toPlainString())
                    + ", its receipt makes it " + (worked == null ? null : worked.toPlainString()));
        }
    }

    /** The same for a member that is left out where it has its usual value. */
    private void same(String name, Object usual, Object expected) throws MismatchException {
        Object value = entry.isNull(name) ? usual : entry.members().get(name);
        if (!Objects.equals(value, expected)) {
            throw new MismatchException(name + " is " + value + ", its receipt says " + expected);
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
