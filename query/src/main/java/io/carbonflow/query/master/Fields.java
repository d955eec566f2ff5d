package io.carbonflow.query.master;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;

import io.carbonflow.accounting.quantity.ExactDecimal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.platform.problem.ProblemException;
import io.carbonflow.platform.problem.ProblemReason;

/**
 * Reads the fields of one JSON object and collects everything that is wrong with them. Each method returns null for a field
 * that is absent, null or refused; {@link #check()} ends the request in the last case.
 */
final class Fields {

    static final int ID_LENGTH_MAX = 200;
    private static final int DECIMALS_MAX = 9;
    private static final int TEXT_LENGTH_MAX = 500;
    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private final JsonNode object;
    private final List<ProblemReason> reasons = new ArrayList<>();

    Fields(JsonNode object) {
        if (object == null || !object.isObject()) {
            throw ProblemException.badRequest("the body is a JSON object, found "
                    + (object == null ? "nothing" : object.getNodeType().name().toLowerCase(Locale.ROOT)));
        }
        this.object = object;
    }

    /**
     * The id: from the address where it names one, and then the body either agrees or has none.
     *
     * @param idInAddress null where the body must bring it
     */
    String ownId(String idInAddress) {
        String id = reference("id");
        if (idInAddress == null) {
            if (id == null && !isRefused("id")) {
                refuse(ReasonCode.FIELD_MISSING, "id", "id is required");
            }
            return id;
        }
        if (idInAddress.isBlank() || idInAddress.length() > ID_LENGTH_MAX) {
            refuse(ReasonCode.FIELD_INVALID, "id", "id has 1 to " + ID_LENGTH_MAX + " characters, found "
                    + idInAddress.length());
        }
        if (id != null && !id.equals(idInAddress)) {
            refuse(ReasonCode.FIELD_INVALID, "id",
                    "id is the one of the address, " + idInAddress + ", or absent; found "
                            + id);
        }
        return idInAddress;
    }

    /** A reference to something by its id. */
    String reference(String field) {
        return text(field, text -> text.length() <= ID_LENGTH_MAX && !text.isBlank(),
                "has 1 to " + ID_LENGTH_MAX + " characters");
    }

    String text(String field) {
        return text(field, text -> text.length() <= TEXT_LENGTH_MAX, "has at most " + TEXT_LENGTH_MAX + " characters");
    }

    String country(String field) {
        return text(field, COUNTRIES::contains, "is an ISO 3166-1 alpha-2 code such as DE");
    }

    /** One of a fixed set of words. */
    String word(String field, Collection<String> allowed) {
        return text(field, allowed::contains, "is one of " + String.join(", ", allowed));
    }

    /** Text that fits a rule; the rule in words completes the sentence that begins with the field's name. */
    String text(String field, Predicate<String> rule, String ruleInWords) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isTextual()) {
            refuse(ReasonCode.FIELD_INVALID, field, field + " is text, found " + value);
            return null;
        }
        if (value.textValue().indexOf('\0') >= 0 || !rule.test(value.textValue())) {
            refuse(ReasonCode.FIELD_INVALID, field, field + " " + ruleInWords + ", found " + shortened(
                    value.textValue()));
            return null;
        }
        return value.textValue();
    }

    /** A whole number within bounds, both inclusive. */
    Integer number(String field, int smallest, int largest) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < smallest
                || value.intValue() > largest) {
            refuse(ReasonCode.FIELD_INVALID, field, field + " is a whole number from " + smallest + " to " + largest
                    + ", found " + shortened(value.toString()));
            return null;
        }
        return value.intValue();
    }

    /** A number above zero, or its text as a plain decimal, with no more than nine digits after the point. */
    BigDecimal positive(String field, BigDecimal largest) {
        JsonNode value = object.get(field);
        if (value == null || value.isNull()) {
            return null;
        }
        BigDecimal number = value.isNumber() || value.isTextual()
                ? ExactDecimal.parse(value.asText()).orElse(null)
                : null;
        if (number == null || number.signum() <= 0 || number.compareTo(largest) > 0 || number.scale() > DECIMALS_MAX) {
            refuse(ReasonCode.FIELD_INVALID, field, field + " is a number above 0 and at most "
                    + largest.toPlainString() + " with at most " + DECIMALS_MAX + " decimals, found "
                    + shortened(value.toString()));
            return null;
        }
        return number;
    }

    void refuse(ReasonCode code, String field, String detail) {
        reasons.add(new ProblemReason(code.name(), field, detail));
    }

    /** Ends the request with every refusal, if there is one. */
    void check() {
        if (!reasons.isEmpty()) {
            throw ProblemException.rejected(reasons);
        }
    }

    private boolean isRefused(String field) {
        return reasons.stream().anyMatch(reason -> field.equals(reason.field()));
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "… (" + text.length() + " characters)";
    }
}
