package io.carbonflow.accounting.calculation;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

import io.carbonflow.accounting.activity.ActivityCatalogue;
import io.carbonflow.accounting.activity.ActivityType;
import io.carbonflow.accounting.attribution.Attribution;
import io.carbonflow.accounting.attribution.AttributionRules;
import io.carbonflow.accounting.attribution.Circumstances;
import io.carbonflow.accounting.factor.FactorLibrary;
import io.carbonflow.accounting.factor.Notice;
import io.carbonflow.accounting.factor.NoticeCode;
import io.carbonflow.accounting.receipt.Receipt;
import io.carbonflow.accounting.receipt.Working;

/** From an activity to its emission. Stateless; the same activity, library and policy give the same bytes. */
public final class EmissionCalculator {

    /** The rules by which a quantity and a factor become a figure. */
    public static final Working.Version METHODOLOGY = new Working.Version("default", 1);

    /** What the ledger's decimal columns hold: 38 digits, 6 of them after the point. */
    private static final BigDecimal KILOGRAMS_MAX = BigDecimal.TEN.pow(30);

    private final AttributionRules attributionRules;

    public EmissionCalculator(AttributionRules attributionRules) {
        this.attributionRules = requireNonNull(attributionRules, "attributionRules is null");
    }

    /** Works the activity out, or says everything that keeps it from being worked out. */
    public Calculation calculate(ActivityData activity, FactorLibrary library, CalculationPolicy policy) {
        return ActivityCatalogue.find(activity.activity())
            .map(type -> calculate(activity, type, library, policy))
            .orElseGet(() -> new Calculation.Refused(List.of(new Refusal(RefusalCode.ACTIVITY_UNKNOWN, "activity",
                    "activity '%s' is not in the catalogue".formatted(activity.activity())))));
    }

    private Calculation calculate(ActivityData activity, ActivityType type, FactorLibrary library,
            CalculationPolicy policy) {
        return ReceivedQuantity.of(activity, type)
            .then(received -> CarriedBasis.of(activity, type, received.quantity().unit())
                .orElseGet(() -> LibraryBasis.of(activity, received.quantity().unit(), library, policy))
                .then(basis -> result(activity, type, received, basis, policy)))
            .fold(result -> new Calculation.Calculated(List.of(result)), Calculation.Refused::new);
    }

    private Checked<EmissionResult> result(ActivityData activity, ActivityType type, ReceivedQuantity received,
            Basis basis, CalculationPolicy policy) {
        Attribution attribution = attributionRules.attribute(new Circumstances(type.family(),
                activity.supplierId() != null, activity.freight().direction(), activity.freight().paidBy(),
                activity.ownFleet(), activity.capital(), activity.lifecycleStage()));
        var notices = new ArrayList<>(basis.notices());
        if (attribution.assumed()) {
            notices.add(new Notice(NoticeCode.ATTRIBUTION_ASSUMED,
                    "who paid for the freight, or its direction, is not stated; taken as upstream transportation"));
        }
        var working = new Working(activity.activity(), received.quantity(), received.freight(), basis.factor(),
                policy.gwpSet(), basis.method(), METHODOLOGY,
                new Working.Version(attributionRules.id(), attributionRules.version()), attribution,
                notices.stream().map(notice -> notice.code().name()).distinct().toList());
        var result = new EmissionResult(basis.method().code(), true, Receipt.of(working), notices);
        if (result.co2e().kilograms().compareTo(KILOGRAMS_MAX) >= 0) {
            return Checked.refused(RefusalCode.OUT_OF_RANGE, "quantity", "the result is %s kg CO2e, allowed is below %s"
                .formatted(result.co2e().kilograms().toPlainString(), KILOGRAMS_MAX.toPlainString()));
        }
        return Checked.of(result);
    }
}
