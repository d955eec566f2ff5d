package io.carbonflow.intake.mapping;

import java.math.BigDecimal;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.node.TextNode;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.intake.contract.Decimals;
import io.carbonflow.intake.contract.Reasons;
import io.carbonflow.intake.json.Quote;

/**
 * How a number is written.
 *
 * @param mark  before the decimals; null where the contract's own rule holds: a point, no grouping
 * @param scale what one of theirs is of ours; null where it is one
 */
record NumberRule(Mark mark, BigDecimal scale) {

    /** Which sign stands before the decimals; the other one, a blank or an apostrophe may group thousands. */
    enum Mark {
        COMMA("[.]", ','),
        POINT(",", '.');

        private final Pattern plain;
        private final Pattern grouped;
        private final char sign;

        Mark(String group, char sign) {
            this.sign = sign;
            String decimals = "([" + sign + "]\\d*+)?";
            plain = Pattern.compile("[+-]?\\d++" + decimals);
            grouped = Pattern.compile("[+-]?\\d{1,3}((" + group + "|[ \u00a0\u202f'\u2019])\\d{3})++" + decimals);
        }

        /** The same number with a point and no grouping; null where it is not written this way. */
        String plain(String text) {
            if (!plain.matcher(text).matches() && !grouped.matcher(text).matches()) {
                return null;
            }
            var digits = new StringBuilder(text.length());
            text.chars()
                .filter(one -> one == sign || one == '-' || one == '+' || one >= '0' && one <= '9')
                .forEach(one -> digits.append(one == sign ? '.' : (char) one));
            return digits.toString();
        }
    }

    boolean isPlain() {
        return mark == null && scale == null;
    }

    /** The number as the contract reads it; null and a reason where it is none. */
    String read(String text, boolean isNumber, String name, Reasons reasons) {
        String plain = mark == null || isNumber ? text : mark.plain(text.strip());
        if (plain == null) {
            reasons.add(ReasonCode.FIELD_INVALID, name, "%s is a number with a decimal %s, found %s".formatted(name,
                    mark == Mark.COMMA ? "comma" : "point", Quote.of(text)));
            return null;
        }
        BigDecimal number = Decimals.read(TextNode.valueOf(plain), name, reasons);
        return number == null ? null : (scale == null ? number : number.multiply(scale)).toPlainString();
    }
}
