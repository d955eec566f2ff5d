package io.carbonflow.calculator.emission;

import java.util.List;
import java.util.function.Supplier;

import org.jboss.logging.Logger;

import io.carbonflow.accounting.calculation.EmissionCalculator;
import io.carbonflow.accounting.calculation.Refusal;
import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.KeptActivity;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.contracts.avro.Reason;
import io.carbonflow.contracts.avro.Recalculated;
import io.carbonflow.intake.contract.CanonicalActivity;

/** What an activity that was kept comes to, by the code that books. */
public final class WrittenRecalculation {

    private static final Logger LOG = Logger.getLogger(WrittenRecalculation.class);

    private WrittenRecalculation() {}

    /** The results, or why there are none; what one activity has wrong does not keep others from theirs. */
    public static Recalculated of(KeptActivity kept, Supplier<EmissionCalculator> calculator) {
        RawActivity raw;
        try {
            raw = CanonicalActivity.read(kept.getContent(), kept.getOccurredAt());
        } catch (IllegalArgumentException e) {
            return without(kept, List.of(new Reason(ReasonCode.MALFORMED.name(), null,
                    "the activity that was kept cannot be read: " + e.getMessage())));
        }
        try {
            return Emissions.calculation(raw, calculator.get())
                .fold(calculated -> Recalculated.newBuilder()
                    .setEventId(kept.getEventId())
                    .setQuantity(calculated.received().amount().toPlainString())
                    .setUnit(WrittenEmission.unit(raw, calculated))
                    .setFacilityId(raw.getFacilityId())
                    .setProductId(raw.getProductId())
                    .setResults(calculated.results().stream().map(WrittenEmission::result).toList())
                    .build(), held -> without(kept, reasons(held.reasons())),
                        refused -> without(kept, reasons(refused.reasons())));
        } catch (RuntimeException e) {
            LOG.errorf(e, "event %s cannot be calculated once more", kept.getEventId());
            return without(kept, List.of(new Reason(ReasonCode.MALFORMED.name(), null,
                    "the activity could not be calculated for a reason of ours")));
        }
    }

    private static Recalculated without(KeptActivity kept, List<Reason> reasons) {
        return Recalculated.newBuilder().setEventId(kept.getEventId()).setReasons(reasons).build();
    }

    private static List<Reason> reasons(List<Refusal> refusals) {
        return refusals.stream()
            .map(refusal -> new Reason(refusal.code().name(), refusal.field(), refusal.detail()))
            .toList();
    }
}
