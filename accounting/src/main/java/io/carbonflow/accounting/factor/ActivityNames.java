package io.carbonflow.accounting.factor;

import java.util.Collection;
import java.util.List;

import io.carbonflow.accounting.activity.ActivityCatalogue;

/** How activities are called: a gas is written R-410A by some and r410a by others, and both mean the same. */
final class ActivityNames {

    private static final String GAS = "refrigerant.";
    private static final int NAMED_MAX = 5;
    /** A family of thousands (industries by number) has no near misses worth the search. */
    private static final int FAMILY_MAX = 400;

    private ActivityNames() {}

    /** The code without what writers differ in; only names of gases have such. */
    static String together(String activity) {
        return activity.startsWith(GAS) ? activity.replace("-", "").replace("_", "") : activity;
    }

    static boolean areSame(String one, String other) {
        return one.equals(other) || together(one).equals(together(other));
    }

    /** "; nearest with factors are …", among the codes of the same family; empty where there is none. */
    static String nearest(String activity, Collection<String> known) {
        int dot = activity.indexOf('.');
        String family = dot < 0 ? activity : activity.substring(0, dot + 1);
        List<String> ofFamily = known.stream().filter(code -> code.startsWith(family)).sorted().toList();
        return ofFamily.isEmpty() || ofFamily.size() > FAMILY_MAX
                ? ""
                : "; nearest with factors are "
                        + String.join(", ", ActivityCatalogue.nearest(activity, ofFamily, NAMED_MAX));
    }
}
