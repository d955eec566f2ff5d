package io.carbonflow.intake.contract;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

import io.carbonflow.contracts.ReasonCode;
import io.carbonflow.contracts.avro.RawActivity;
import io.carbonflow.intake.document.DocumentFields;

/**
 * How good an item is expected to be.
 *
 * @param dataQuality which are taken; empty for every one
 * @param maxAge      how long ago it may have ended at most; null for any time
 * @param trustMin    the least trust in its source; null for any. A source nothing is known of passes
 * @param hold        whether what falls short waits for a person; else it is refused
 */
record QualityExpectation(List<String> dataQuality, Duration maxAge, BigDecimal trustMin, boolean hold) {

    static final QualityExpectation NONE = new QualityExpectation(List.of(), null, null, false);
    private static final BigDecimal TRUST_MAX = BigDecimal.ONE;

    QualityExpectation {
        dataQuality = List.copyOf(dataQuality);
    }

    static QualityExpectation read(DocumentFields fields) {
        List<String> qualities = fields.texts("data_quality");
        if (!ActivityContract.DATA_QUALITIES.containsAll(qualities)) {
            fields.fault("data_quality", "some of " + String.join(", ", ActivityContract.DATA_QUALITIES));
        }
        BigDecimal trust = fields.decimal("source_trust_min").orElse(null);
        if (trust != null && (trust.signum() < 0 || trust.compareTo(TRUST_MAX) > 0)) {
            fields.fault("source_trust_min", "0 to 1");
        }
        boolean hold = fields.word("otherwise", List.of("reject", "hold")).filter("hold"::equals).isPresent();
        return new QualityExpectation(qualities, fields.duration("max_age").orElse(null), trust, hold);
    }

    void examine(RawActivity item, Circumstances circumstances, String contract, Reasons reasons) {
        if (!dataQuality.isEmpty() && !dataQuality.contains(item.getDataQuality())) {
            add(ReasonCode.FIELD_INVALID, "data_quality", "data_quality is %s by %s, found %s".formatted(
                    String.join(" or ", dataQuality), contract, item.getDataQuality()), reasons);
        }
        Instant ended = item.getPeriodEnd() == null ? item.getOccurredAt() : item.getPeriodEnd();
        if (maxAge != null && ended.isBefore(circumstances.receivedAt().minus(maxAge))) {
            add(ReasonCode.OUT_OF_RANGE, item.getPeriodEnd() == null ? "occurred_at" : "period_end",
                    "what is sent is at most %s old by %s, found %s".formatted(maxAge, contract, ended), reasons);
        }
        BigDecimal trust = circumstances.sourceTrust();
        if (trustMin != null && trust != null && trust.compareTo(trustMin) < 0) {
            add(ReasonCode.OUT_OF_RANGE, "source_id", "trust in the source is at least %s by %s, it is %s".formatted(
                    trustMin.toPlainString(), contract, trust.toPlainString()), reasons);
        }
    }

    private void add(ReasonCode code, String field, String detail, Reasons reasons) {
        reasons.add(hold ? ReasonCode.QUALITY_REVIEW : code, field, detail);
    }
}
