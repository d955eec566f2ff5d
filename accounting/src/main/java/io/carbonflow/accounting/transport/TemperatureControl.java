package io.carbonflow.accounting.transport;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

import io.carbonflow.accounting.calculation.RefusalCode;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;

/** Cooled goods: the refrigerated kind of the same vehicle where the library has it. */
final class TemperatureControl {

    private static final String FIELD = "temperature_controlled";
    private static final String REFRIGERATED = "refrigerated";

    private TemperatureControl() {}

    /** The activity, or its refrigerated kind where the goods are cooled and there is one. */
    static String of(String activity, Fields fields, Predicate<String> hasFactor) {
        if (!isCooled(fields) || isRefrigerated(activity)) {
            return activity;
        }
        return kinds(activity).stream().filter(hasFactor).findFirst().orElse(activity);
    }

    /** What to say where the goods are cooled and the factor does not know. */
    static Optional<Notice> notice(String activity, String kind, boolean fromEnergy, Fields fields) {
        return isCooled(fields) && !isRefrigerated(kind) && !fromEnergy
                ? Optional.of(new Notice(NoticeCode.TEMPERATURE_CONTROL_NOT_COVERED,
                        "the goods were cooled; there is no refrigerated kind of %s, so the figure is that at ambient temperature"
                            .formatted(activity)))
                : Optional.empty();
    }

    private static boolean isCooled(Fields fields) {
        if (!fields.has(FIELD)) {
            return false;
        }
        String stated = fields.text(FIELD);
        if (!stated.equals("true") && !stated.equals("false")) {
            fields.refuse(RefusalCode.FIELD_INVALID, FIELD, "%s is '%s', allowed is true or false".formatted(FIELD,
                    stated));
        }
        return stated.equals("true");
    }

    private static boolean isRefrigerated(String activity) {
        return List.of(activity.split("\\.")).contains(REFRIGERATED);
    }

    /** {@code freight.road.hgv.rigid}: with the word at the end, else before the last part, never with a part left out. */
    private static List<String> kinds(String activity) {
        var kinds = new ArrayList<String>();
        kinds.add(activity + "." + REFRIGERATED);
        int mode = activity.indexOf('.', activity.indexOf('.') + 1);
        for (int dot = activity.lastIndexOf('.'); dot >= mode && mode > 0; dot = activity.lastIndexOf('.', dot - 1)) {
            kinds.add(activity.substring(0, dot) + "." + REFRIGERATED + activity.substring(dot));
        }
        return kinds;
    }
}
